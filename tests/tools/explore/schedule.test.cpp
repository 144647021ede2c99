#include "explore/schedule.hpp"

#include <catch2/catch_test_macros.hpp>

using hb::explore::parse_schedule;
using hb::explore::Schedule;
using hb::explore::to_text;

TEST_CASE("A schedule is the same after it was written and read", "[schedule]") {
    Schedule const full{.past_races = true,
                        .unlocks_visible = true,
                        .weak_memory = true,
                        .racy_sites = {0x11f3, 0x1204},
                        .choices = {0, 1, 1, 1, 2, 63}};
    CHECK(to_text(full) == "puw@11f3,1204:0,1x3,2,63");
    CHECK(parse_schedule(to_text(full)) == full);
    CHECK(to_text(Schedule{}) == ":");
    CHECK(parse_schedule(":") == Schedule{});
}

TEST_CASE("What is no schedule is not taken for one", "[schedule]") {
    for (auto const* const text : {"", "1,2", "q:1", ":1,", ":1x", ":256", "p@:1", ":1 2", ":1x99999999999", "@12"}) {
        INFO(text);
        CHECK_FALSE(parse_schedule(text));
    }
}
