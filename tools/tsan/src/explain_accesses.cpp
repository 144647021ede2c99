#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "frame.hpp"
#include "source_line.hpp"
#include "text.hpp"
#include "wording.hpp"

namespace hb::tsan {
namespace {

constexpr auto npos = std::string_view::npos;

[[nodiscard]] std::string bytes(int size) {
    return fmt::format("{} byte{}", size, size == 1 ? "" : "s");
}

/// TSan reports a free as a write.
[[nodiscard]] bool frees(Access const& access) {
    constexpr std::array<std::string_view, 4> functions = {"operator delete", "operator delete[]", "free", "cfree"};
    return access.write && !access.stack.empty() &&
           std::ranges::find(functions, plain_name(access.stack.front().function)) != functions.end();
}

[[nodiscard]] int size_of_location(std::string_view location) {
    constexpr std::string_view words = " of size ";
    auto const at = location.rfind(words);
    return at == npos ? 0 : leading_number(location.substr(at + words.size()));
}

/// The variable that the source lines name, if the report points at one and the two accesses do not contradict each
/// other.
[[nodiscard]] std::string variable(Report const& report, Places const& places) {
    std::string name;
    for (auto const& access : report.accesses) {
        auto const frame = places.shown(access.stack);
        // Only where the access itself is: in an outer frame the column is that of a call.
        if (!frame || frame->column == 0 || frame->file != access.stack.front().file) continue;
        if (frame->line != access.stack.front().line || frame->column != access.stack.front().column) continue;
        auto const here = variable_at(places.source(*frame), frame->column);
        if (!here.empty() && !name.empty() && fit(here, 40) != name) return {};
        if (!here.empty()) name = fit(here, 40);
    }
    return name;
}

/// ", on the stack of the main thread": the place of the memory.
[[nodiscard]] std::string location_words(Report const& report, Places const& places) {
    std::string_view const location = report.location;
    auto const owner = [&](std::string_view mark) {
        auto const at = location.rfind(mark);
        auto const name = at == npos ? std::string_view{} : location.substr(at + mark.size());
        return name == "main thread" ? "the main thread" : std::string(name);
    };
    if (location.starts_with("stack of ")) return fmt::format("on the stack of {}", owner("stack of "));
    if (location.starts_with("TLS of ")) return fmt::format("in the thread-local memory of {}", owner("TLS of "));
    if (location.starts_with("heap block")) {
        return fmt::format("in a heap block of {}{}", bytes(size_of_location(location)),
                           places.remark("allocated", report.location_stack));
    }
    return {};
}

[[nodiscard]] std::string subject(Report const& report, Places const& places) {
    auto const global = name_of_global(report.location);
    auto const named = variable(report, places);
    bool const same_size = report.accesses.size() > 1 && report.accesses[0].size == report.accesses[1].size;
    auto const anonymous = same_size ? fmt::format("the same {}", bytes(report.accesses[0].size)) : "the same memory";
    if (!global.empty()) {
        auto const size = size_of_location(report.location);
        auto const what =
            fmt::format("the global variable '{}'{}", global, size > 0 ? fmt::format(" ({})", bytes(size)) : "");
        bool const part = !named.empty() && !global.ends_with(named);
        return part ? fmt::format("'{}', in {}", named, what) : what;
    }
    auto const where = location_words(report, places);
    auto const what = named.empty() ? anonymous : fmt::format("'{}'", named);
    return where.empty() ? what : fmt::format("{}, {}", what, where);
}

[[nodiscard]] std::string headline(Report const& report, Places const& places) {
    if (report.heading.starts_with("data race on vptr")) {
        return "Data race on an object's hidden pointer to its virtual functions: a constructor or destructor against "
               "a "
               "virtual call.";
    }
    if (report.kind != Kind::use_after_free) return fmt::format("Data race on {}.", subject(report, places));
    if (report.heading.find("virtual call") != npos)
        return "Use after free: a virtual function of a freed object is called.";
    return "Use after free: memory is used that was given back already.";
}

[[nodiscard]] std::string deed(Access const& access, bool earlier) {
    if (frees(access)) return earlier ? "freed the memory" : "frees the memory";
    std::string_view const verb = access.write ? (earlier ? "wrote" : "writes") : (earlier ? "read" : "reads");
    return fmt::format("{}{} {}", access.atomic ? "atomically " : "", verb, bytes(access.size));
}

/// "Thread T2 (created at count_up.hpp:31) writes 8 bytes, holding no mutex:" and its source line.
[[nodiscard]] Lines access_lines(Report const& report, Access const& access, bool earlier, Places const& places) {
    auto const held = access.mutexes.empty() ? "no mutex" : list(access.mutexes);
    auto const text = fmt::format("{}{}{} {}, holding {}:", earlier ? "before that, " : "", thread_words(access.thread),
                                  places.creation(report, access.thread), deed(access, earlier), held);
    auto lines = wrap(printable(capitalised(text)), 2, 4);
    lines.push_back(places.line(access.stack));
    return lines;
}

[[nodiscard]] std::vector<std::string> common(std::vector<std::string> const& a, std::vector<std::string> const& b) {
    std::vector<std::string> both;
    std::ranges::copy_if(a, std::back_inserter(both),
                         [&](std::string const& name) { return std::ranges::find(b, name) != b.end(); });
    return both;
}

[[nodiscard]] std::string missing_mutex(Access const& a, Access const& b) {
    auto const both = common(a.mutexes, b.mutexes);
    if (auto const shared = common(a.shared_mutexes, b.shared_mutexes); !both.empty() && both == shared) {
        return fmt::format("Both hold {}, but only for reading, and readers are let in together: it orders no write.",
                           list(both));
    }
    if (!both.empty()) {
        return fmt::format("Both hold {}, and still the report finds nothing that orders these two accesses.",
                           list(both));
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
            thread_words(with.thread), list(with.mutexes), thread_words(without.thread));
    }
    return fmt::format("Nothing orders these two accesses: no mutex is common to both, {} holds {} and {} holds {}.",
                       thread_words(a.thread), list(a.mutexes), thread_words(b.thread), list(b.mutexes));
}

[[nodiscard]] std::string missing(Report const& report) {
    if (report.kind == Kind::use_after_free) {
        return "Memory may be freed only after its last use: here the free came first.";
    }
    if (report.accesses.size() < 2) return "The report is cut short: it does not show both accesses.";
    auto const& a = report.accesses[0];
    auto const& b = report.accesses[1];
    if (frees(a) || frees(b))
        return "Nothing orders these two: the free and the use of the memory can happen at the same time.";
    if (a.atomic != b.atomic && a.mutexes.empty() && b.mutexes.empty()) {
        auto const& plain = a.atomic ? b : a;
        return fmt::format(
            "Nothing orders these two accesses: one is atomic, but that of {} is not, and an atomic access "
            "races with a plain one.",
            thread_words(plain.thread));
    }
    return missing_mutex(a, b);
}

}  // namespace

Lines explain_accesses(Report const& report, Places const& places) {
    auto lines = wrap(printable(headline(report, places)), 0, 2);
    for (std::size_t i = 0; i < std::min<std::size_t>(report.accesses.size(), 2); ++i) {
        append(lines, access_lines(report, report.accesses[i], i > 0, places));
    }
    auto const last = wrap(printable(missing(report)), 0, 2);
    if (!report.sleep.empty()) {
        auto const text = fmt::format("Only a sleep{} came between them, and a sleep orders nothing.",
                                      places.remark("the one", report.sleep));
        append(lines, wrap(printable(text), 2, 4));
    }
    std::vector<std::string> told;
    for (auto const& access : report.accesses) {
        for (auto const& mutex : access.mutexes) {
            auto const line = places.first_use(report, mutex);
            if (line.empty() || std::ranges::find(told, mutex) != told.end()) continue;
            if (lines.size() + last.size() < most_lines) lines.push_back(line);
            told.push_back(mutex);
        }
    }
    return together(std::move(lines), last);
}

}  // namespace hb::tsan
