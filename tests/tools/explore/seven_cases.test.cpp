// The bugs that everybody must find, and their repaired twins, in which nobody may find one.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "explored.hpp"

using namespace hb::explore;

namespace {

struct Case {
    char const* program;
    Ending ending;
    std::uint64_t by_depth_first;  // executions until it is found, at most, with two preemptions
    std::uint64_t by_random;       // with the seed 1
};

// Each failure's schedule, run again a hundred times, ends in it a hundred times.
void check_replays(char const* program, Failure const& failure) {
    Settings settings;
    settings.schedule = parse_schedule(failure.schedule);
    REQUIRE(settings.schedule);
    settings.repeats = 100;
    auto const again = explore(explored(program), {}, settings);
    CHECK(again.error.empty());
    REQUIRE(again.searches.size() == 1);
    REQUIRE(again.searches.front().outcomes.size() == 1);
    CHECK(again.searches.front().outcomes.front().count == 100);
    CHECK(again.searches.front().outcomes.front().ending == failure.ending);
    CHECK(again.searches.front().outcomes.front().text == failure.text);
}

}  // namespace

TEST_CASE("Each of the bugs is found within a few executions, and replayed a hundred times out of a hundred") {
    auto const bug =
        GENERATE(Case{"increment", Ending::data_race, 1, 1}, Case{"lost_update", Ending::assertion, 4, 20},
                 Case{"opposite_locks", Ending::deadlock, 4, 20}, Case{"stolen_wakeup", Ending::assertion, 85, 100},
                 Case{"lost_wakeup", Ending::deadlock, 5, 50}, Case{"message_passing", Ending::data_race, 1, 10},
                 Case{"atomic_wait_forgetful", Ending::deadlock, 1, 50});
    INFO(bug.program);
    auto const found = depth_first(bug.program, 2);
    CHECK(found.error.empty());
    REQUIRE_FALSE(found.failures.empty());
    auto const& failure = found.failures.front();
    CHECK(failure.ending == bug.ending);
    CHECK(failure.execution <= bug.by_depth_first);
    CHECK(failure.replayed);
    check_replays(bug.program, failure);

    auto const at_random = explore(explored(bug.program), {}, {.strategy = Strategy::random});
    REQUIRE_FALSE(at_random.failures.empty());
    CHECK(at_random.failures.front().ending == bug.ending);
    CHECK(at_random.failures.front().execution <= bug.by_random);
    check_replays(bug.program, at_random.failures.front());
}

TEST_CASE("Their repaired twins are clean in every schedule") {
    auto const* const program =
        GENERATE("mutex_sections", "atomic_sections", "same_lock_order", "stolen_wakeup_repaired",
                 "lost_wakeup_repaired", "message_passing_repaired", "atomic_wait");
    INFO(program);
    auto const result = depth_first(program, -1);
    CHECK(result.failures.empty());
    CHECK(result.proved());
    CHECK(explore(explored(program), {}, {.strategy = Strategy::random, .executions = 1000}).failures.empty());
}

TEST_CASE("A race is followed to its consequence") {
    auto const result = depth_first("increment", 2);
    REQUIRE(result.failures.size() == 2);
    auto const& race = result.failures.front();
    REQUIRE(race.race.size() == 2);
    CHECK(race.race[0].operation.object == "total");
    CHECK(race.race[0].operation.place.line == 9);
    CHECK(race.race[1].operation.place.line == 8);
    CHECK(race.race[1].operation.kind == "write");

    auto const& wrong = result.failures.back();
    CHECK(wrong.search == "consequence");
    CHECK(wrong.ending == Ending::assertion);
    CHECK(wrong.execution == 4);
    check_replays("increment", wrong);
    std::vector<std::string> values;
    for (auto const& event : wrong.events)
        if (event.operation.object == "total" && event.old_value)
            values.push_back(event.operation.kind + " " + std::to_string(*event.old_value) +
                             (event.new_value ? " " + std::to_string(*event.new_value) : ""));
    CHECK(values == std::vector<std::string>{"read 0", "read 0", "write 0 1", "write 1 1"});
}

TEST_CASE("A race in which no preemption is allowed has no consequence") {
    auto const result = depth_first("increment", 0);
    REQUIRE(result.failures.size() == 1);
    CHECK(result.searches.back().name == "consequence");
    CHECK(result.searches.back().executions == 3);
    CHECK(result.searches.back().exhausted);
}

TEST_CASE("A deadlock names who waits for what and holds what") {
    auto const result = depth_first("opposite_locks", 2);
    REQUIRE(result.failures.size() == 1);
    auto const& waiting = result.failures.front().unfinished;
    REQUIRE(waiting.size() == 3);
    CHECK(waiting[0].next.kind == "join");
    CHECK(waiting[0].next.place.line == 17);
    CHECK(waiting[1].blocked);
    CHECK(waiting[1].next.object == "right");
    CHECK(waiting[1].held == std::vector<std::string>{"left"});
    CHECK(waiting[1].next.place.line == 11);
    CHECK(waiting[2].next.object == "left");
    CHECK(waiting[2].held == std::vector<std::string>{"right"});
}

TEST_CASE("Depth first runs as many schedules as there are, for each bound of preemptions") {
    struct Counts {
        char const* program;
        std::uint64_t bound_0, bound_1, bound_2, all;
    };
    auto const counts =
        GENERATE(Counts{"mutex_sections", 13, 65, 174, 280}, Counts{"atomic_sections", 13, 65, 174, 280},
                 Counts{"same_lock_order", 3, 4, 4, 4}, Counts{"stolen_wakeup_repaired", 21, 127, 318, 507});
    INFO(counts.program);
    CHECK(depth_first(counts.program, 0).searches.front().executions == counts.bound_0);
    CHECK(depth_first(counts.program, 1).searches.front().executions == counts.bound_1);
    CHECK(depth_first(counts.program, 2).searches.front().executions == counts.bound_2);
    CHECK(depth_first(counts.program, -1).searches.front().executions == counts.all);
}

TEST_CASE("A stolen wakeup needs one preemption, and is found the later the more are allowed") {
    auto const without = depth_first("stolen_wakeup", 0);
    CHECK(without.failures.empty());
    CHECK(without.searches.front().executions == 21);
    CHECK(depth_first("stolen_wakeup", 1).failures.at(0).execution == 45);
    CHECK(depth_first("stolen_wakeup", 2).failures.at(0).execution == 85);
    CHECK(depth_first("stolen_wakeup", -1).failures.at(0).execution == 103);
}

TEST_CASE("A bound of preemptions that is too small finds no bug that needs more") {
    auto const* const program = GENERATE("lost_update", "opposite_locks");
    INFO(program);
    auto const result = depth_first(program, 0);
    CHECK(result.failures.empty());
    CHECK(result.searches.front().executions == 3);
}
