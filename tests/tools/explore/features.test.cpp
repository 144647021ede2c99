// No false report: correct programs are clean in every schedule, and wrong ones of the same kind are not.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "explored.hpp"

using namespace hb::explore;

namespace {

Result explore_feature(char const* name, int preemptions) {
    Settings settings;
    settings.strategy = Strategy::depth_first;
    if (preemptions >= 0) settings.preemptions = preemptions;
    settings.executions = 100'000;
    return explore(explored("features"), {name}, settings);
}

}  // namespace

TEST_CASE("Correct programs are clean in every schedule") {
    auto const* const feature =
        GENERATE("mutex", "recursive_mutex", "timed_mutex", "timed_mutex expires", "try_lock", "shared_mutex",
                 "shared_mutex try", "condition_variable times out", "call_once", "call_once throws",
                 "static in a function", "thread_local", "thread_local destructor", "promise", "packaged_task",
                 "jthread stops", "latch", "binary_semaphore", "fences", "atomic_ref", "spin lock", "compare_exchange",
                 "shared_ptr", "containers and output", "sleep", "exception_ptr");
    INFO(feature);
    auto const result = explore_feature(feature, -1);
    INFO(to_text(result));
    CHECK(result.proved());
}

TEST_CASE(
    "Correct programs with too many schedules to run all are clean in those that were run, and nothing is proved") {
    auto const* const feature = GENERATE("sixty-three threads", "opposite scoped_locks");
    INFO(feature);
    Settings settings;
    settings.executions = 2000;
    auto const result = explore(explored("features"), {feature}, settings);
    INFO(to_text(result));
    CHECK(result.failures.empty());
    CHECK(result.error.empty());
    CHECK_FALSE(result.proved());
    CHECK(result.searches.front().executions == 2000);
}

TEST_CASE("Where more threads read one variable than are remembered, a race may be missed, and that is said") {
    Settings settings;
    settings.executions = 10;
    auto const result = explore(explored("features"), {"twelve readers of one variable"}, settings);
    REQUIRE(result.searches.size() == 1);
    CHECK(result.searches.front().forgot_accesses);
    CHECK(to_text(result).find("a race may have been missed") != std::string::npos);
}

// The library's inside has too many schedules to run all.
TEST_CASE("Correct programs with much of the library's own synchronisation are clean with two preemptions") {
    auto const* const feature = GENERATE("condition_variable_any", "async throws", "barrier");
    INFO(feature);
    auto const result = explore_feature(feature, 2);
    INFO(to_text(result));
    CHECK(result.failures.empty());
    CHECK(result.error.empty());
}
