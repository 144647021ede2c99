// What people and programs get to see.

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "explored.hpp"

using namespace hb::explore;

TEST_CASE("The result as JSON has the race, its consequence and the outcomes") {
    auto const json = nlohmann::json::parse(to_json(depth_first("increment", 2)));
    CHECK(json["proved"] == false);
    CHECK(json["error"].get<std::string>().empty());
    REQUIRE(json["failures"].size() == 2);
    CHECK(json["failures"][0]["ending"] == "data race");
    CHECK(json["failures"][0]["race"][0]["object"] == "total");
    CHECK(json["failures"][0]["race"][0]["stack"].size() > 1);
    CHECK(json["failures"][1]["search"] == "consequence");
    auto lost = 0;
    for (auto const& event : json["failures"][1]["events"])
        if (event["kind"] == "write" && event["old"] == 1 && event["new"] == 1) ++lost;
    CHECK(lost == 1);
    CHECK(json["searches"][1]["outcomes"].size() == 2);
}

TEST_CASE("The text has a column a thread, the line, the value and the schedule") {
    auto const text = to_text(depth_first("increment", 2));
    for (auto const* const part :
         {"data race: thread 2's read is not ordered with thread 1's write (execution 1, by depth_first; 0 "
          "preemptions)",
          "\n        T1 write total: 1 -> 1 ", " increment.cpp:8\n", "\n  T0 join thread 1 ",
          "Its consequence: assertion: increment.cpp:12: total == 2 (execution 4, by depth_first; 1 preemption)",
          "\n  schedule: p@"}) {
        INFO(part);
        CHECK(text.find(part) != std::string::npos);
    }
}

TEST_CASE("The text says whether all schedules were run") {
    auto const proof = "No failure in any schedule within the bound.";
    CHECK(to_text(depth_first("mutex_sections", -1)).find(proof) != std::string::npos);
    CHECK(to_text(explore(explored("mutex_sections"), {}, {.executions = 10})).find(proof) == std::string::npos);
}

TEST_CASE("The text names what made a search inconclusive") {
    auto const text = to_text(explore(explored("ends"), {"barrier"}));
    CHECK(text.find("Inconclusive: unmodelled: pthread_barrier_init") != std::string::npos);
}

TEST_CASE("A deadlock as text says who waits for what and holds what") {
    auto const text = to_text(depth_first("opposite_locks", 2));
    CHECK(text.find("T1 waits: lock right, holds left") != std::string::npos);
    CHECK(text.find("T2 waits: lock left, holds right") != std::string::npos);
}
