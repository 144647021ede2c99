#include <sstream>

#include "explore/explore.hpp"

namespace hb::explore {
namespace {

constexpr std::uint64_t executions_to_find_races = 1'000;

/// "threads 0 2", as the runtime says it.
void read_choices(std::string const& text, Position& position) {
    std::istringstream words{text};
    std::string kind;
    words >> kind;
    position.of_threads = kind == "threads";
    for (int choice = 0; words >> choice;)
        position.choices.push_back(choice);
}

}  // namespace

Schedule schedule_to_begin_with(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                                Settings settings) {
    settings.strategy = Strategy::random;
    settings.executions = executions_to_find_races;
    settings.schedule.reset();
    auto const result = explore(program, arguments, settings);
    Schedule begin;
    begin.weak_memory = settings.weak_memory;
    if (result.searches.size() < 2) return begin;  // no race, so no search for its consequence
    // Every schedule of that search begins with the racing accesses.
    for (auto const& outcome : result.searches.back().outcomes)
        if (auto const schedule = parse_schedule(outcome.schedule)) begin = *schedule;
    begin.choices.clear();
    return begin;
}

Position position_after(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                        Settings settings, Schedule const& schedule) {
    settings.schedule = schedule;
    settings.pause = true;
    auto result = explore(program, arguments, settings);
    Position position;
    position.error = result.error;
    position.schedule = schedule;
    if (position.error.empty() && result.failures.empty()) position.error = "the explorer says nothing of the schedule";
    if (!position.error.empty()) return position;
    position.reached = std::move(result.failures.front());
    if (position.reached.ending == Ending::paused) read_choices(position.reached.text, position);
    return position;
}

}  // namespace hb::explore
