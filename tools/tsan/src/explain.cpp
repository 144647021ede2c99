#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "tsan/report.hpp"
#include "tsan/text.hpp"
#include "wording.hpp"

namespace hb::tsan {
namespace {

/// The mutex that a report of a misused mutex is about: "the mutex 'guard'".
[[nodiscard]] std::string mutex_words(Report const& report, Places const& places) {
    auto const global = name_of_global(report.location);
    if (report.mutexes.empty()) return global.empty() ? "a mutex" : fmt::format("the mutex '{}'", global);
    auto const mutex = MutexNames(report, places).words(report.mutexes.front().name);
    auto const larger = global.empty() || mutex == '\'' + global + '\''
                            ? std::string{}
                            : fmt::format(" (in the global variable '{}')", global);
    return fmt::format("the mutex {}{}", mutex, larger);
}

[[nodiscard]] Lines explain_lock_order(Report const& report, Places const& places, std::size_t room) {
    Lines lines{"Lock-order inversion, a possible deadlock: mutexes are locked in a circle."};
    auto const last = wrap(
        "If threads do this at the same time, each can wait for the next one forever: there is no one order "
        "in which all lock these mutexes.",
        0, 2);
    MutexNames const mutexes(report, places);
    bool all_told = true;
    for (std::size_t i = 0; i < report.lock_order.size(); ++i) {
        auto const& step = report.lock_order[i];
        auto const words = [&](std::string const& mutex, std::vector<Frame> const& stack) {
            return mutexes.tell_apart(mutex) ? mutexes.words(mutex) : quoted(places.mutex(stack), mutex);
        };
        auto const text = fmt::format("{}{} locks {}{} while holding {}{}:", thread_words(step.thread),
                                      places.creation(report, step.thread), words(step.acquired, step.stack),
                                      places.caller(step.stack), words(step.held, step.held_since),
                                      places.remark("locked", step.held_since));
        auto more = wrap(printable(capitalised(text)), 2, 4);
        more.push_back(places.line(step.stack));
        if (lines.size() + more.size() + last.size() >= room) {
            lines.push_back(fmt::format("  ... and {} more.", report.lock_order.size() - i));
            break;
        }
        append(lines, std::move(more));
        all_told = all_told && (mutexes.tell_apart(step.held) || !step.held_since.empty());
    }
    if (!all_told) lines.emplace_back("  TSAN_OPTIONS=second_deadlock_stack=1 shows where each was locked before.");
    return together(std::move(lines), last, room);
}

/// A sentence, where it happened, and what is known about the mutex.
[[nodiscard]] Lines explain_place(Report const& report, Places const& places, std::string_view sentence) {
    auto lines = wrap(printable(sentence), 0, 2);
    if (!report.stack.empty()) lines.push_back(places.line(report.stack));
    if (!report.second_stack.empty()) {
        lines.emplace_back("  It was locked here:");
        lines.push_back(places.line(report.second_stack));
    }
    if (!report.mutexes.empty()) {
        auto const& mutex = report.mutexes.front().name;
        auto const line = places.first_use(report, mutex, MutexNames(report, places).words(mutex));
        bool const known = places.words(report.mutexes.front().first_use) == places.words(report.stack);
        if (!line.empty() && !known) lines.push_back(line);
    }
    return lines;
}

[[nodiscard]] Lines explain_thread_leak(Report const& report, Places const& places) {
    auto const name = report.threads.empty() ? std::string("a thread") : thread_words(report.threads.front().name);
    auto const sentence =
        report.similar == 0
            ? fmt::format("Thread leak: {} was never joined or detached. It was created here:", name)
            : fmt::format("Thread leak: {} and {} more were never joined or detached. They were created here:", name,
                          report.similar);
    return explain_place(report, places, sentence);
}

/// "the signal handler on_alarm": the function that TSan's own handler called.
[[nodiscard]] std::string handler_words(Report const& report) {
    auto const by_tsan = std::ranges::find_if(report.stack, [](Frame const& frame) {
        return frame.function.find("CallUserSignalHandler") != std::string::npos;
    });
    bool const told = by_tsan != report.stack.begin() && by_tsan != report.stack.end();
    auto const name = told ? plain_name(std::prev(by_tsan)->function) : std::string{};
    return name.empty() ? "a signal handler" : fmt::format("the signal handler {}", fit(name, 40));
}

[[nodiscard]] Lines explain_signal(Report const& report, Places const& places) {
    auto called = report.stack.empty() ? std::string{} : plain_name(report.stack.front().function);
    auto const frame = places.shown(report.stack);
    // "malloc, in printf": the line names only the outer one.
    auto const outer = frame ? called_function(report.stack, *frame) : std::string{};
    if (!outer.empty() && !outer.starts_with('_') && outer != called) called += fmt::format(" (in {})", fit(outer, 40));
    auto lines = explain_place(report, places,
                               fmt::format("Signal-unsafe call: {} calls {}, which is not safe there.",
                                           handler_words(report), called.empty() ? "a function" : called));
    return together(std::move(lines),
                    wrap("The signal may have interrupted that very function halfway. A handler may set a volatile "
                         "std::sig_atomic_t or a lock-free std::atomic, or call write(): do the rest outside it.",
                         0, 2));
}

[[nodiscard]] Lines explain_errno(Report const& report, Places const& places) {
    auto const handler = report.stack.empty() ? std::string{} : plain_name(report.stack.front().function);
    return explain_place(report, places,
                         fmt::format("Signal handler changes errno: the code that {} interrupts may be about to read "
                                     "it. Keep errno when the handler begins and put it back when it ends.",
                                     handler.empty() ? "it" : fit(handler, 40)));
}

[[nodiscard]] Lines explain_other(Report const& report, Places const& places) {
    if (report.heading.empty()) return {"Something that is no whole report of ThreadSanitizer."};
    auto lines = explain_place(report, places, fmt::format("ThreadSanitizer reports: {}.", fit(report.heading, 160)));
    if (report.stack.empty() && !report.accesses.empty()) lines.push_back(places.line(report.accesses.front().stack));
    return lines;
}

[[nodiscard]] Lines explain_lines(Report const& report, Places const& places, std::size_t room) {
    switch (report.kind) {
        case Kind::data_race:
        case Kind::use_after_free:
        case Kind::race_between_calls:
            return explain_accesses(report, places, room);
        case Kind::lock_order_inversion:
            return explain_lock_order(report, places, room);
        case Kind::thread_leak:
            return explain_thread_leak(report, places);
        case Kind::double_lock:
            return explain_place(report, places,
                                 fmt::format("Double lock: a thread got {} while another thread still had it locked.",
                                             mutex_words(report, places)));
        case Kind::unlock_of_unlocked:
            return explain_place(
                report, places,
                fmt::format("Wrong unlock: a thread unlocks {}, which is not locked, is locked by another "
                            "thread, or is no longer there.",
                            mutex_words(report, places)));
        case Kind::destroyed_locked_mutex:
            return explain_place(report, places,
                                 fmt::format("Destroyed while locked: {} was still locked when it was destroyed.",
                                             mutex_words(report, places)));
        case Kind::signal_unsafe_call:
            return explain_signal(report, places);
        case Kind::invalid_mutex:
            return explain_place(
                report, places,
                fmt::format("Invalid mutex: {} is used, which was not made yet or was destroyed already.",
                            mutex_words(report, places)));
        case Kind::bad_read_lock:
            return explain_place(report, places,
                                 fmt::format("Wrong lock: a thread locks {} for reading, which it has locked for "
                                             "writing: it waits for itself.",
                                             mutex_words(report, places)));
        case Kind::bad_read_unlock:
            return explain_place(report, places,
                                 fmt::format("Wrong unlock: a reader's unlock of {}, which is locked for writing.",
                                             mutex_words(report, places)));
        case Kind::errno_spoiled:
            return explain_errno(report, places);
        case Kind::other:
            break;
    }
    return explain_other(report, places);
}

}  // namespace

std::string explain(Report const& report, std::string_view answer, std::string_view folder) {
    Lines remark;
    if (lacks_lines(report)) remark.emplace_back("Compile the program with -g to see names and source lines here.");
    auto const room = most_lines - remark.size();
    auto const lines = together(explain_lines(report, Places(answer, folder), room), remark);
    std::string text;
    for (auto const& line : lines) {
        text += fit(line);
        text += '\n';
    }
    return text;
}

}  // namespace hb::tsan
