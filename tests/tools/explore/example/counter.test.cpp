#include <catch2/catch_test_macros.hpp>

#include "explore/explore.hpp"

TEST_CASE("Two threads count to two, in every interleaving") {
    auto const result = hb::explore::explore(COUNTER, {}, {.strategy = hb::explore::Strategy::dpor});
    INFO(to_text(result));
    CHECK(result.proved());
}

TEST_CASE("Without the lock an increment is lost") {
    auto const result = hb::explore::explore(COUNTER, {"unlocked"}, {.strategy = hb::explore::Strategy::dpor});
    REQUIRE(result.failures.size() == 2);
    CHECK(result.failures[0].ending == hb::explore::Ending::data_race);
    CHECK(result.failures[1].text.ends_with("total == 2"));
}
