#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "naming.hpp"
#include "tsan/text.hpp"
#include "wording.hpp"

namespace hb::tsan {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_function = 40;  // columns

/// What is called on a file descriptor.
[[nodiscard]] bool is_about_descriptor(Report const& report) {
    return report.location.starts_with("file descriptor ");
}

[[nodiscard]] std::string innermost(Access const& access) {
    return access.stack.empty() ? std::string{} : plain_name(access.stack.front().function);
}

/// TSan reports an allocation as a write of the whole block.
[[nodiscard]] bool allocates(Access const& access) {
    constexpr std::array<std::string_view, 6> functions = {"operator new", "operator new[]", "malloc",
                                                           "calloc",       "realloc",        "posix_memalign"};
    return access.write && std::ranges::find(functions, innermost(access)) != functions.end();
}

[[nodiscard]] bool destroys_condition(Access const& access) {
    return !access.stack.empty() && access.stack.front().function == "pthread_cond_destroy";
}

/// What is used and what was freed are seldom the same name: "job->result" lies in what "job" points to.
[[nodiscard]] std::string use_after_free_words(Report const& report, Memory const& memory, Places const& places) {
    std::string used;
    std::string freer = "somebody";
    for (auto const& access : report.accesses) {
        if (frees(access)) {
            freer = thread_words(report, access.thread);
        } else if (used.empty()) {
            used = variable_of(access, places);
        }
    }
    auto const where = memory.place.empty() ? std::string{} : fmt::format(" It was {}.", memory.place);
    if (used.empty()) used = "memory";
    return fmt::format("Use after free: {} is used after {} freed {}.{}", used, freer,
                       used.starts_with("memory") ? "it" : "its memory", where);
}

[[nodiscard]] std::string headline(Report const& report, Memory const& memory, Places const& places) {
    if (report.heading.starts_with("data race on vptr")) {
        return "Data race on an object's hidden pointer to its virtual functions: a constructor or destructor against "
               "a virtual call.";
    }
    if (report.kind == Kind::race_between_calls) {
        return fmt::format("{} (a library tells ThreadSanitizer which calls on its objects may not overlap).",
                           capitalised(fit(report.heading, 60)));
    }
    if (report.kind != Kind::use_after_free) return fmt::format("Data race on {}.", memory.words);
    if (report.heading.find("virtual call") != npos)
        return "Use after free: a virtual function of a freed object is called.";
    return use_after_free_words(report, memory, places);
}

[[nodiscard]] std::string deed_on_descriptor(Access const& access, bool earlier, std::string const& called) {
    if (closes(access)) return earlier ? "closed it" : "closes it";
    if (access.write) return earlier ? "opened it" : "opens it";
    if (called.empty()) return earlier ? "used it" : "uses it";
    return fmt::format("{} {} on it", earlier ? "called" : "calls", called);
}

[[nodiscard]] std::string deed(Report const& report, Access const& access, bool earlier, Places const& places) {
    if (frees(access)) {
        auto const what = variable_of(access, places);
        return fmt::format("{} {}", earlier ? "freed" : "frees", what.empty() ? "the memory" : what);
    }
    auto const frame = places.shown(access.stack);
    auto const inner = frame ? function_in(places.source(*frame), called_function(access.stack, *frame))
                             : library_function(access.stack);
    auto const called = fit(inner, longest_function);
    if (is_about_descriptor(report)) return deed_on_descriptor(access, earlier, called);
    if (report.kind == Kind::race_between_calls) {
        return fmt::format("{} a function that {}", earlier ? "called" : "calls",
                           access.write ? "changes the object" : "reads the object");
    }
    if (destroys_condition(access))
        return earlier ? "destroyed the condition variable" : "destroys the condition variable";
    if (allocates(access)) return earlier ? "allocated the memory" : "allocates the memory";
    if (innermost(access) == "__tsan_tls_initialization") return "set up its thread-local variables";
    std::string_view const verb = access.write ? (earlier ? "wrote" : "writes") : (earlier ? "read" : "reads");
    return fmt::format("{}{} {}{}", access.atomic ? "atomically " : "", verb, bytes(access.size),
                       called.empty() ? "" : " in " + called);
}

/// "Thread T2 (created at count_up.hpp:31) writes 8 bytes, holding no mutex:" and its source line.
[[nodiscard]] Lines access_lines(Report const& report, Access const& access, bool earlier, Places const& places,
                                 MutexNames const& mutexes, std::string const& name) {
    auto const held = access.mutexes.empty() ? "no mutex" : mutexes.list(access.mutexes);
    auto const text =
        fmt::format("{}{}{} {}, holding {}:", earlier ? "before that, " : "", thread_words(report, access.thread),
                    places.role(report, access.thread, access.stack), deed(report, access, earlier, places), held);
    auto lines = wrap(printable(capitalised(text)), 2, 4);
    lines.push_back(places.line(access.stack, name));
    return lines;
}

[[nodiscard]] std::vector<std::string> common(std::vector<std::string> const& a, std::vector<std::string> const& b) {
    std::vector<std::string> both;
    std::ranges::copy_if(a, std::back_inserter(both),
                         [&](std::string const& name) { return std::ranges::find(b, name) != b.end(); });
    return both;
}

[[nodiscard]] std::string missing_mutex(Access const& a, Access const& b, MutexNames const& mutexes) {
    auto const both = common(a.mutexes, b.mutexes);
    if (auto const shared = common(a.shared_mutexes, b.shared_mutexes); !both.empty() && both == shared) {
        return fmt::format("Both hold {}, but only for reading, and readers are let in together: it orders no write.",
                           mutexes.list(both));
    }
    if (!both.empty()) {
        return fmt::format("Both hold {}, and still the report finds nothing that orders these two accesses.",
                           mutexes.list(both));
    }
    if (a.mutexes.empty() && b.mutexes.empty()) {
        std::string_view const and_atomic = a.atomic || b.atomic ? "" : ", and neither access is atomic";
        return fmt::format("Nothing orders these two accesses: neither thread holds a mutex{}.", and_atomic);
    }
    if (a.mutexes.empty() || b.mutexes.empty()) {
        auto const& with = a.mutexes.empty() ? b : a;
        auto const& without = a.mutexes.empty() ? a : b;
        return fmt::format(
            "Nothing orders these two accesses: {} holds {}, {} holds no mutex. A mutex orders only threads "
            "that all lock it.",
            thread_words(with.thread), mutexes.list(with.mutexes), thread_words(without.thread));
    }
    return fmt::format("Nothing orders these two accesses: no mutex is common to both, {} holds {} and {} holds {}.",
                       thread_words(a.thread), mutexes.list(a.mutexes), thread_words(b.thread),
                       mutexes.list(b.mutexes));
}

[[nodiscard]] std::string missing(Report const& report, MutexNames const& mutexes) {
    if (report.kind == Kind::use_after_free) {
        return "Memory may be freed only after its last use: here the free came first.";
    }
    if (report.accesses.size() < 2) return "The report is cut short: it does not show both accesses.";
    if (is_about_descriptor(report)) {
        if (std::ranges::none_of(report.accesses, closes))
            return "Nothing orders these two calls: the descriptor can be used before it is open.";
        return "Nothing orders these two calls: the descriptor can be closed, or its number given to another file, "
               "before it is used.";
    }
    if (report.kind == Kind::race_between_calls) {
        return "Nothing orders these two calls: the library asks its callers to do that.";
    }
    auto const& a = report.accesses[0];
    auto const& b = report.accesses[1];
    if (a.stack.empty() || b.stack.empty()) return "The stack of an access is missing, or is not written as usual.";
    if (!a.thread.empty() && a.thread == b.thread) {
        return "A thread does not race with itself: the log seems to mix two reports.";
    }
    if (destroys_condition(a) || destroys_condition(b)) {
        return "Nothing orders these two: the condition variable can be destroyed while another thread is still "
               "inside a call on it.";
    }
    if (frees(a) || frees(b))
        return "Nothing orders these two: the free and the use of the memory can happen at the same time.";
    if ((allocates(a) || allocates(b)) && a.mutexes.empty() && b.mutexes.empty()) {
        return "Nothing orders the allocation and this use: the address of the memory reached the other thread without "
               "a mutex or an atomic that orders.";
    }
    if (a.atomic != b.atomic && a.mutexes.empty() && b.mutexes.empty()) {
        auto const& plain = a.atomic ? b : a;
        return fmt::format(
            "Nothing orders these two accesses: one is atomic, but that of {} is not, and an atomic access "
            "races with a plain one.",
            thread_words(plain.thread));
    }
    return missing_mutex(a, b, mutexes);
}

}  // namespace

Lines explain_accesses(Report const& report, Places const& places, std::size_t room) {
    auto const memory = memory_of(report, places);
    MutexNames const mutexes(report, places);
    auto lines = wrap(printable(headline(report, memory, places)), 0, 2);
    for (std::size_t i = 0; i < std::min<std::size_t>(report.accesses.size(), 2); ++i) {
        append(lines, access_lines(report, report.accesses[i], i > 0, places, mutexes, memory.name));
    }
    auto const last = wrap(printable(missing(report, mutexes)), 0, 2);
    if (!report.sleep.empty()) {
        auto const text = fmt::format("Only a sleep{} came between them, and a sleep orders nothing.",
                                      places.remark("the one", report.sleep));
        append(lines, wrap(printable(text), 2, 4));
    }
    std::vector<std::string> told;
    for (auto const& access : report.accesses) {
        for (auto const& mutex : access.mutexes) {
            auto const line = places.first_use(report, mutex, mutexes.words(mutex));
            if (line.empty() || std::ranges::find(told, mutex) != told.end()) continue;
            if (lines.size() + last.size() < room) lines.push_back(line);
            told.push_back(mutex);
        }
    }
    return together(std::move(lines), last, room);
}

}  // namespace hb::tsan
