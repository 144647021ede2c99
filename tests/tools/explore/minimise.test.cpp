// What is reported of a failure has as few preemptions as any schedule that fails so.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <iostream>

#include "explored.hpp"

using namespace hb::explore;

namespace {

/// At random: many preemptions. None if 1000 executions do not fail.
std::vector<Failure> failure_at_random(std::string const& program, std::vector<std::string> const& arguments,
                                       bool minimise) {
    Settings settings;
    settings.strategy = Strategy::random;
    settings.executions = 1000;
    settings.look_past_races = false;
    settings.minimise = minimise;
    auto const result = explore(explored(program), arguments, settings);
    REQUIRE(result.error.empty());
    return result.failures;
}

/// The smallest bound of depth first with which the program fails so; none if that took too many executions.
std::optional<std::uint64_t> fewest_preemptions(std::string const& program, std::vector<std::string> const& arguments,
                                                Failure const& failure) {
    Settings settings;
    settings.strategy = Strategy::depth_first;
    settings.stop_at_failure = false;
    settings.minimise = false;
    settings.look_past_races = false;
    settings.executions = 20'000;
    for (settings.preemptions = 0;; ++*settings.preemptions) {
        auto const search = explore(explored(program), arguments, settings).searches.at(0);
        auto const same = [&failure](OutcomeSeen const& outcome) {
            return outcome.ending == failure.ending && outcome.text == failure.text;
        };
        if (std::ranges::any_of(search.outcomes, same)) return *settings.preemptions;
        if (search.executions >= settings.executions) return std::nullopt;
        INFO(program << ": " << failure.text);
        REQUIRE(*settings.preemptions < 10);
    }
}

void check_replays(std::string const& program, std::vector<std::string> const& arguments, Failure const& failure) {
    Settings settings;
    settings.schedule = parse_schedule(failure.schedule);
    settings.repeats = 1000;
    REQUIRE(settings.schedule);
    auto const again = explore(explored(program), arguments, settings);
    REQUIRE(again.searches.size() == 1);
    REQUIRE(again.searches.front().outcomes.size() == 1);
    CHECK(again.searches.front().outcomes.front().count == 1000);
    CHECK(again.searches.front().outcomes.front().ending == failure.ending);
    CHECK(again.searches.front().outcomes.front().text == failure.text);
    CHECK(again.failures.at(0).preemptions == failure.preemptions);
}

/// True if it was compared: the program fails, and depth first came to an end.
bool compare(std::string const& program, std::vector<std::string> const& arguments) {
    auto const minimised = failure_at_random(program, arguments, true);
    if (minimised.empty()) return false;
    auto const& failure = minimised.front();
    auto const found = failure_at_random(program, arguments, false).at(0);
    INFO(program << ": " << failure.schedule << ", found as " << found.schedule);
    CHECK(failure.ending == found.ending);
    CHECK(failure.text == found.text);
    CHECK(failure.execution == found.execution);
    CHECK(failure.preemptions <= found.preemptions);
    CHECK(failure.replayed);
    check_replays(program, arguments, failure);
    auto const fewest = fewest_preemptions(program, arguments, failure);
    if (fewest) CHECK(failure.preemptions == *fewest);
    return fewest.has_value();
}

}  // namespace

TEST_CASE("Of each of the bugs the schedule is reported that has the fewest preemptions") {
    auto const* const program = GENERATE("increment", "lost_update", "opposite_locks", "stolen_wakeup", "lost_wakeup",
                                         "message_passing", "atomic_wait_forgetful");
    INFO(program);
    CHECK(compare(program, {}));
}

TEST_CASE("Of the consequence of a race, too") {
    Settings settings;
    settings.strategy = Strategy::random;
    auto const result = explore(explored("increment"), {}, settings);
    REQUIRE(result.failures.size() == 2);
    CHECK(result.failures.back().preemptions == 1);
    check_replays("increment", {}, result.failures.back());
}

TEST_CASE("Of generated programs that fail, too") {
    auto compared = 0;
    for (std::uint64_t program = 1; compared < 50; ++program) {
        REQUIRE(program < 1000);
        if (compare("generated", {std::to_string(program)})) ++compared;
    }
    std::cout << compared << " generated programs compared\n";
}

TEST_CASE("A race keeps its two places while its schedule becomes simpler") {
    auto const places = [](Failure const& failure) {
        std::vector<std::pair<int, int>> lines;
        for (auto const& access : failure.race)
            lines.emplace_back(access.thread, access.operation.place.line);
        return lines;
    };
    auto const* const mistake =
        GENERATE("race that an accidental order of locks hides", "race only where try_lock fails",
                 "two different mutexes", "permit given before the data is written");
    INFO(mistake);
    auto const found = failure_at_random("mistakes", {mistake}, false).at(0);
    auto const minimised = failure_at_random("mistakes", {mistake}, true).at(0);
    CHECK(places(minimised) == places(found));
    CHECK(minimised.preemptions <= found.preemptions);
}
