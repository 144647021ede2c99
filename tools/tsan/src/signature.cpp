#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tsan/report.hpp"
#include "wording.hpp"

namespace hb::tsan {
namespace {

/// The place that a student knows, or the function and the module's offset where there is none.
[[nodiscard]] std::string place(std::vector<Frame> const& stack) {
    if (auto const frame = frame_in(stack, "")) return fmt::format("{}:{}:{}", frame->file, frame->line, frame->column);
    if (stack.empty()) return "?";
    return fmt::format("{} {}+{:x}", stack.front().function, stack.front().module, stack.front().offset);
}

[[nodiscard]] std::string innermost(std::vector<Frame> const& stack) {
    return stack.empty() ? std::string{} : plain_name(stack.front().function);
}

/// Where the mutexes were first used: their names are numbers of one run.
[[nodiscard]] std::string locks(Report const& report, Access const& access) {
    std::vector<std::string> places;
    for (auto const& name : access.mutexes) {
        auto const found = std::ranges::find(report.mutexes, name, &Mutex::name);
        places.push_back(found == report.mutexes.end() ? "?" : place(found->first_use));
    }
    std::ranges::sort(places);
    return fmt::format("{}", fmt::join(places, ","));
}

}  // namespace

std::string signature(Report const& report) {
    std::vector<std::string> parts;
    for (auto const& access : report.accesses) {
        parts.push_back(fmt::format("{}{}{} {} {} [{}]", access.write ? 'w' : 'r', access.atomic ? "a" : "",
                                    access.size, place(access.stack), innermost(access.stack), locks(report, access)));
    }
    for (auto const& step : report.lock_order)
        parts.push_back(place(step.stack) + ' ' + place(step.held_since));
    // Which access came first is chance.
    std::ranges::sort(parts);
    auto const where = name_of_global(report.location);
    auto text = fmt::format("{}|{}|{}|{}", report.heading, where, place(report.stack), place(report.second_stack));
    for (auto const& part : parts)
        text += '|' + part;
    return understood(report) ? text : report.raw;
}

}  // namespace hb::tsan
