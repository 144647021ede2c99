// No false report: correct programs are clean in every schedule, and wrong ones of the same kind are not.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "explored.hpp"

using namespace hb::explore;

TEST_CASE("Correct programs are clean in every schedule") {
    auto const* const feature = GENERATE(
        "mutex", "recursive_mutex", "timed_mutex", "timed_mutex expires", "try_lock", "back off with try_lock",
        "shared_mutex", "shared_mutex try", "opposite scoped_locks", "std::lock of unique_locks",
        "condition_variable times out", "condition_variable_any", "condition_variable_any with stop_token", "call_once",
        "call_once throws", "static in a function", "thread_local", "thread_local destructor", "promise",
        "packaged_task", "async throws", "jthread stops", "stop_callback", "stop_callback after the request",
        "stop_callback that destroys itself", "latch", "latch try_wait", "latch arrive_and_wait", "binary_semaphore",
        "counting_semaphore", "counting_semaphore expires", "barrier", "barrier of three", "barrier with completion",
        "barrier arrive_and_drop", "fences", "atomic_ref", "spin lock", "compare_exchange", "shared_ptr",
        "containers and output", "memory from before main", "sleep", "exception_ptr", "large stacks");
    auto const strategy = GENERATE(Strategy::depth_first, Strategy::dpor);
    auto const engine = GENERATE(EngineKind::fibers, EngineKind::os_threads);
    INFO(feature << " on " << name_of(engine));
    Settings settings;
    settings.strategy = strategy;
    settings.engine = engine;
    auto const result = explore(explored("features"), {feature}, settings);
    INFO(to_text(result));
    CHECK(result.proved());
}

TEST_CASE("The standard library's own objects are one step each") {
    struct Case {
        char const* feature;
        std::uint64_t executions;  // at most; of the library's own, with its loops and pools of waiters, 87,720
    };
    auto const one =
        GENERATE(Case{"barrier of three", 50}, Case{"opposite scoped_locks", 2}, Case{"counting_semaphore", 4},
                 Case{"latch arrive_and_wait", 1}, Case{"stop_callback", 3});
    INFO(one.feature);
    Settings settings;
    settings.strategy = Strategy::dpor;
    auto const result = explore(explored("features"), {one.feature}, settings);
    INFO(to_text(result));
    CHECK(result.proved());
    CHECK(result.searches.front().executions <= one.executions);
}

TEST_CASE("A correct program with too many schedules is clean in those that were run, and nothing is proved") {
    auto const engine = GENERATE(EngineKind::fibers, EngineKind::os_threads);
    Settings settings;
    settings.engine = engine;
    settings.executions = engine == EngineKind::fibers ? 2000 : 200;
    auto const result = explore(explored("features"), {"sixty-three threads"}, settings);
    INFO(to_text(result));
    CHECK(result.failures.empty());
    CHECK(result.error.empty());
    CHECK_FALSE(result.proved());
    CHECK(result.searches.front().executions == settings.executions);
}

TEST_CASE("Where more threads read one variable than are remembered, a race may be missed, and that is said") {
    Settings settings;
    settings.executions = 10;
    auto const result = explore(explored("features"), {"twelve readers of one variable"}, settings);
    REQUIRE(result.searches.size() == 1);
    CHECK(result.searches.front().forgot_accesses);
    CHECK(to_text(result).find("a race may have been missed") != std::string::npos);
}
