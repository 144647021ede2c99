// Partial-order reduction: as many executions as there are orders that differ, and no bug lost.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "explored.hpp"

using namespace hb::explore;

namespace {

Result dpor(std::string const& program, std::vector<std::string> const& arguments = {}) {
    Settings settings;
    settings.strategy = Strategy::dpor;
    return explore(explored(program), arguments, settings);
}

}  // namespace

TEST_CASE("Partial-order reduction runs one execution for each order that differs") {
    struct Case {
        char const* program;
        std::vector<std::string> arguments;
        std::uint64_t orders;
    };
    auto const one = GENERATE(
        Case{"mutex_sections", {"1"}, 6}, Case{"mutex_sections", {"2"}, 90}, Case{"mutex_sections", {"3"}, 1680},
        Case{"atomic_sections", {}, 90}, Case{"philosophers", {"2"}, 2}, Case{"philosophers", {"3"}, 6},
        Case{"philosophers", {"4"}, 14}, Case{"philosophers", {"5"}, 30}, Case{"message_passing_repaired", {}, 2},
        Case{"same_lock_order", {}, 2}, Case{"lost_wakeup_repaired", {}, 2}, Case{"mutex_counter", {}, 6});
    INFO(one.program);
    auto const result = dpor(one.program, one.arguments);
    CHECK(result.error.empty());
    CHECK(result.proved());
    CHECK(result.searches.front().executions == one.orders);
}

TEST_CASE("Partial-order reduction finds each of the bugs, in few executions") {
    struct Case {
        char const* program;
        Ending ending;
        std::uint64_t at_most;
    };
    auto const bug = GENERATE(Case{"increment", Ending::data_race, 1}, Case{"lost_update", Ending::assertion, 2},
                              Case{"opposite_locks", Ending::deadlock, 2}, Case{"stolen_wakeup", Ending::assertion, 25},
                              Case{"lost_wakeup", Ending::deadlock, 3}, Case{"message_passing", Ending::data_race, 1},
                              Case{"atomic_wait_forgetful", Ending::deadlock, 1});
    INFO(bug.program);
    auto const result = dpor(bug.program);
    CHECK(result.error.empty());
    REQUIRE_FALSE(result.failures.empty());
    auto const& failure = result.failures.front();
    CHECK(failure.ending == bug.ending);
    CHECK(failure.execution <= bug.at_most);
    CHECK(failure.replayed);
}

TEST_CASE("Races that a run hardly ever shows are found in at most 20 executions") {
    auto const* const race = GENERATE("hidden by lock order", "double-checked locking",
                                      "double-checked locking after logging", "short state", "try_lock collides");
    INFO(race);
    Settings settings;
    settings.strategy = Strategy::dpor;
    auto const result = explore(explored("hidden_races"), {race}, settings);
    INFO(to_text(result));
    REQUIRE_FALSE(result.failures.empty());
    CHECK(result.failures.front().ending == Ending::data_race);
    CHECK(result.failures.front().replayed);
    CHECK(result.failures.front().execution <= 20);
}

TEST_CASE("What an optimising compiler leaves is explored as well") {
    Settings settings;
    settings.strategy = Strategy::dpor;
    auto const race = explore(explored("increment_optimised"), {}, settings);
    REQUIRE(race.failures.size() == 2);
    CHECK(race.failures[0].ending == Ending::data_race);
    CHECK(race.failures[1].ending == Ending::assertion);
    auto const lost = explore(explored("lost_update_optimised"), {}, settings);
    REQUIRE(lost.failures.size() == 1);
    CHECK(lost.failures.front().execution == 2);
    CHECK(explore(explored("message_passing_repaired_optimised"), {}, settings).proved());
    CHECK(explore(explored("features_optimised"), {"condition_variable_any"}, settings).proved());
}

TEST_CASE("Partial-order reduction reverses also what it saw only in an execution that it cut short") {
    auto const result = dpor("chain");
    CHECK(result.proved());
    std::set<std::string> outputs;
    for (auto const& outcome : result.searches.front().outcomes)
        outputs.insert(outcome.output);
    CHECK(outputs == std::set<std::string>{"000", "100", "110", "111"});
}

TEST_CASE("The consequence of a race is found by partial-order reduction, too") {
    auto const result = dpor("increment");
    REQUIRE(result.failures.size() == 2);
    CHECK(result.failures.back().search == "consequence");
    CHECK(result.failures.back().ending == Ending::assertion);
    CHECK(result.failures.back().execution == 2);
}

TEST_CASE("What is redundant is cut short, and told apart from what was run") {
    auto const result = dpor("stolen_wakeup_repaired");
    CHECK(result.proved());
    auto const& search = result.searches.front();
    CHECK(search.executions < 70);  // of 507 by depth first
    std::uint64_t counted = 0;
    for (auto const& outcome : search.outcomes)
        counted += outcome.count;
    CHECK(counted == search.executions);
}
