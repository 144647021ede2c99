#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "tsan/report.hpp"
#include "tsan/text.hpp"
#include "wording.hpp"

namespace hb::tsan {
namespace {

/// The mutex that a report of a misused mutex is about.
[[nodiscard]] std::string mutex_words(Report const& report) {
    auto const words = report.mutexes.empty() ? "a mutex" : fmt::format("the mutex {}", report.mutexes.front().name);
    auto const global = name_of_global(report.location);
    return global.empty() ? words : fmt::format("{} (in the global variable '{}')", words, global);
}

[[nodiscard]] Lines explain_lock_order(Report const& report, Places const& places) {
    Lines lines{"Lock-order inversion, a possible deadlock: mutexes are locked in a circle."};
    auto const last = wrap(
        "If threads do this at the same time, each can wait for the next one forever: there is no one order "
        "in which all lock these mutexes.",
        0, 2);
    for (std::size_t i = 0; i < report.lock_order.size(); ++i) {
        auto const& step = report.lock_order[i];
        auto const text = fmt::format("{}{} locks {}{} while holding {}{}:", thread_words(step.thread),
                                      places.creation(report, step.thread), step.acquired, places.caller(step.stack),
                                      step.held, places.remark("locked", step.held_since));
        auto more = wrap(printable(capitalised(text)), 2, 4);
        more.push_back(places.line(step.stack));
        if (lines.size() + more.size() + last.size() >= most_lines) {
            lines.push_back(fmt::format("  ... and {} more.", report.lock_order.size() - i));
            break;
        }
        append(lines, std::move(more));
    }
    return together(std::move(lines), last);
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
        if (auto const line = places.first_use(report, report.mutexes.front().name); !line.empty())
            lines.push_back(line);
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

[[nodiscard]] Lines explain_signal(Report const& report, Places const& places) {
    auto const called = report.stack.empty() ? std::string{} : plain_name(report.stack.front().function);
    return explain_place(report, places,
                         fmt::format("Signal-unsafe call: a signal handler calls {}, which is not safe there.",
                                     called.empty() ? "a function" : called));
}

[[nodiscard]] Lines explain_other(Report const& report, Places const& places) {
    if (report.heading.empty()) return {"Something that is no whole report of ThreadSanitizer."};
    auto lines = explain_place(report, places, fmt::format("ThreadSanitizer reports: {}.", fit(report.heading, 160)));
    if (report.stack.empty() && !report.accesses.empty()) lines.push_back(places.line(report.accesses.front().stack));
    return lines;
}

[[nodiscard]] Lines explain_lines(Report const& report, Places const& places) {
    switch (report.kind) {
        case Kind::data_race:
        case Kind::use_after_free:
        case Kind::race_between_calls:
            return explain_accesses(report, places);
        case Kind::lock_order_inversion:
            return explain_lock_order(report, places);
        case Kind::thread_leak:
            return explain_thread_leak(report, places);
        case Kind::double_lock:
            return explain_place(report, places,
                                 fmt::format("Double lock: a thread got {} while another thread still had it locked.",
                                             mutex_words(report)));
        case Kind::unlock_of_unlocked:
            return explain_place(report, places,
                                 fmt::format("Wrong unlock: a thread unlocks {}, which is not locked, or is locked by "
                                             "another thread.",
                                             mutex_words(report)));
        case Kind::destroyed_locked_mutex:
            return explain_place(
                report, places,
                fmt::format("Destroyed while locked: {} was still locked when it was destroyed.", mutex_words(report)));
        case Kind::signal_unsafe_call:
            return explain_signal(report, places);
        case Kind::invalid_mutex:
            return explain_place(
                report, places,
                fmt::format("Invalid mutex: {} is used, which was not made yet or was destroyed already.",
                            mutex_words(report)));
        case Kind::bad_read_lock:
            return explain_place(report, places,
                                 fmt::format("Wrong lock: a thread locks {} for reading, which it has locked for "
                                             "writing: it waits for itself.",
                                             mutex_words(report)));
        case Kind::bad_read_unlock:
            return explain_place(report, places,
                                 fmt::format("Wrong unlock: a reader's unlock of {}, which is locked for writing.",
                                             mutex_words(report)));
        case Kind::errno_spoiled:
            return explain_place(report, places,
                                 "Signal handler changes errno: the code that it interrupts may be about to read it. "
                                 "Keep errno and put it back.");
        case Kind::other:
            break;
    }
    return explain_other(report, places);
}

}  // namespace

std::string explain(Report const& report, std::string_view answer, std::string_view folder) {
    auto lines = explain_lines(report, Places(answer, folder));
    if (lines.size() > most_lines) lines.resize(most_lines);
    std::string text;
    for (auto const& line : lines) {
        text += fit(line);
        text += '\n';
    }
    return text;
}

}  // namespace hb::tsan
