// The plan that takes turns: quick where partial-order reduction is, and at no loss where it is not.

#include <catch2/catch_test_macros.hpp>

#include "explored.hpp"

using namespace hb::explore;

TEST_CASE("Small programs are proved by partial-order reduction alone") {
    auto const result = explore(explored("mutex_sections"), {"3"});
    CHECK(result.proved());
    CHECK(result.searches.front().executions == 1680);
}

TEST_CASE("A bug in few schedules is found by partial-order reduction") {
    auto const result = explore(explored("stolen_wakeup"));
    REQUIRE(result.failures.size() == 1);
    CHECK(result.failures.front().strategy == "dpor");
}

TEST_CASE("A bug behind many schedules is found by priorities") {
    Settings settings;
    settings.minimise = false;
    auto const result = explore(explored("orders"), {"last", "12"}, settings);
    REQUIRE(result.failures.size() == 1);
    CHECK(result.failures.front().strategy == "pct");
    CHECK(result.failures.front().replayed);
    // The seed makes all of its choices, however long the others took.
    auto const again = explore(explored("orders"), {"last", "12"}, settings);
    CHECK(again.failures.at(0).schedule == result.failures.front().schedule);
}

TEST_CASE("What partial-order reduction began it ends, after the others had their turn") {
    Settings settings;
    settings.strategy = Strategy::dpor;
    auto const alone = explore(explored("mutex_sections"), {"4"}, settings);
    REQUIRE(alone.proved());
    CHECK(alone.searches.front().executions == 34'650);
    auto const result = explore(explored("mutex_sections"), {"4"});
    CHECK(result.proved());
    CHECK(result.searches.front().executions > 34'650);
}

TEST_CASE("The bound of executions holds for all turns together") {
    Settings settings;
    settings.executions = 20'000;
    auto const result = explore(explored("mutex_sections"), {"4"}, settings);
    CHECK(result.failures.empty());
    CHECK_FALSE(result.proved());
    CHECK(result.searches.front().executions + result.searches.front().redundant == 20'000);
}
