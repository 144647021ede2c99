// What objects are called.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "explored.hpp"

using namespace hb::explore;

namespace {

Failure failure_of(std::string const& what) {
    Settings settings;
    settings.strategy = Strategy::depth_first;
    settings.look_past_races = false;
    auto const result = explore(explored("names"), {what}, settings);
    INFO(to_text(result));
    REQUIRE(result.failures.size() == 1);
    return result.failures.front();
}

/// The names of what one kind of operation is done to.
std::set<std::string> objects(Failure const& failure, std::string const& kind) {
    std::set<std::string> names;
    for (auto const& event : failure.events)
        if (event.operation.kind == kind) names.insert(event.operation.object);
    return names;
}

}  // namespace

TEST_CASE("An object that races is called by its variable, member or element") {
    struct Case {
        char const* what;
        char const* name;
    };
    auto const one = GENERATE(
        Case{"global", "number"}, Case{"field", "table.used"}, Case{"element", "table.slots[3].value"},
        Case{"grid", "table.grid[1][2]"}, Case{"before main", "int[2]"}, Case{"local", "counter"},
        Case{"unique", "account->balance"}, Case{"shared", "account->balance"}, Case{"scalar", "*counter"},
        Case{"vector", "entries[2].value"}, Case{"pushed", "int[0] from names.cpp:LINE"}, Case{"growing", "numbers"},
        Case{"list", "Entry.value"}, Case{"map", "pair.second.balance"}, Case{"new", "node->value"},
        Case{"made", "Node.value"}, Case{"member", "queue.count_"}, Case{"this", "worker.done_"},
        Case{"capture", "task.count"}, Case{"reference", "passed"}, Case{"thread_local", "mine.value of thread 0"});
    CAPTURE(one.what);
    auto const failure = failure_of(one.what);
    REQUIRE(failure.race.size() == 2);
    auto name = failure.race[0].operation.object;
    if (auto const line = name.find("cpp:"); line != name.npos) name.replace(line + 4, name.npos, "LINE");
    CHECK(name == one.name);
    CHECK(failure.race[1].operation.object == failure.race[0].operation.object);
    for (auto const& name_of_event : objects(failure, "write"))
        CHECK(name_of_event == failure.race[0].operation.object);
}

TEST_CASE("Objects of the standard library are called by the variable or member that they are") {
    auto const queue = failure_of("mutex and atomic");
    CHECK(objects(queue, "lock") == std::set<std::string>{"queue.mutex_"});
    CHECK(objects(queue, "atomic store") == std::set<std::string>{"queue.state_"});
    CHECK(objects(failure_of("semaphore"), "semaphore acquire") == std::set<std::string>{"permit"});
}

TEST_CASE("Two objects that would be called alike are told apart") {
    CHECK(objects(failure_of("recursion"), "atomic store") == std::set<std::string>{"counter", "counter#2"});
    CHECK(objects(failure_of("two nodes"), "atomic store") == std::set<std::string>{"State.state", "State#2.state"});
    CHECK(objects(failure_of("locals of threads"), "lock") ==
          std::set<std::string>{"own of thread 1", "own of thread 2"});
}

TEST_CASE("A block that an argument allocated is not called by the variable that is declared there") {
    CHECK(objects(failure_of("argument"), "atomic store") == std::set<std::string>{"State.state"});
}

TEST_CASE("Without debug information no object gets a wrong name") {
    auto const failure = [] {
        Settings settings;
        settings.look_past_races = false;
        return explore(explored("names_without_debug_information"), {"local"}, settings).failures.at(0);
    }();
    CHECK(failure.race.at(0).operation.object == "stack of thread 0");
}
