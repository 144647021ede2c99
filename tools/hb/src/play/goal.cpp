#include "goal.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>
#include <string_view>
#include <vector>

namespace hb::cli {
namespace {

constexpr std::uint64_t executions = 50;  // where some end early, another one comes as far as its values
constexpr std::size_t longest = 40;       // of the values' text: with the words around it, a line

/// A subject that is run by hand prints "Expected total 4" and what came out.
std::vector<std::string> expected_values(std::string const& printed) {
    constexpr std::string_view expected = "Expected ";
    std::vector<std::string> values;
    std::istringstream lines{printed};
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(expected)) continue;
        auto value = line.substr(expected.size());
        if (auto const space = value.find(' '); space != value.npos) value.replace(space, 1, " other than ");
        values.push_back(value);
    }
    return values;
}

}  // namespace

std::string goal_of(Explored const& explored) {
    auto settings = explored.settings;
    settings.strategy = explore::Strategy::random;
    settings.executions = executions;
    settings.stop_at_failure = false;
    settings.minimise = false;
    auto const result = explore::explore(explored.program, explored.words, settings);
    for (auto const& search : result.searches)
        for (auto const& outcome : search.outcomes) {
            auto const wrong = fmt::format("{}", fmt::join(expected_values(outcome.output), ", "));
            if (!wrong.empty() && wrong.size() <= longest) return wrong + ", or a deadlock or a crash";
        }
    return "a failed assertion, a deadlock or a crash";
}

}  // namespace hb::cli
