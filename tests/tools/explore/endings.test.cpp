// Each way in which an execution can end is told from the others.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "explored.hpp"

using namespace hb::explore;

namespace {

struct How {
    char const* argument;
    Ending ending;
    char const* text;  // what it says, at least
};

}  // namespace

TEST_CASE("The ending and its cause are said") {
    auto const how = GENERATE(
        How{"abort", Ending::aborted, "abort in thread 0"},
        How{"exception", Ending::terminated, "thread 0 ends by an exception of type std::runtime_error"},
        How{"joinable", Ending::terminated, "std::terminate in thread 0"},
        How{"crash", Ending::crashed, "Segmentation fault in thread 0"},
        How{"overflow", Ending::crashed, "stack overflow in thread 0"},
        How{"overflow elsewhere", Ending::crashed, "stack overflow in thread 2"},
        How{"exit 3", Ending::bad_exit, "exit(3)"}, How{"return 4", Ending::bad_exit, "main returned 4"},
        How{"exit 0", Ending::completed, ""},
        How{"unlock", Ending::unlock_unheld, "thread 0 unlocks a mutex that it does not hold"},
        How{"relock", Ending::deadlock, "1 threads wait"}, How{"double free", Ending::double_free, "given back before"},
        How{"use after free", Ending::use_after_free, "thread 0's read"},
        How{"destroy locked", Ending::locked_destroyed, "thread 0 destroys a mutex that thread 0 holds"},
        How{"wait without the mutex", Ending::unlock_unheld, "thread 0 waits without holding"},
        How{"livelock", Ending::livelock, "1 threads poll"}, How{"no end", Ending::step_bound, "more than 20000 steps"},
        How{"plain loop", Ending::step_bound, "plain accesses without"},
        How{"blocking read", Ending::unresponsive, "thread 0 blocks"},
        How{"barrier", Ending::unmodelled, "pthread_barrier_init"},
        How{"key", Ending::unmodelled, "pthread_key_create"}, How{"detached", Ending::completed, ""});
    auto const engine = GENERATE(EngineKind::fibers, EngineKind::os_threads);
    INFO(how.argument << " on " << name_of(engine));
    Settings settings;
    settings.strategy = Strategy::depth_first;
    settings.engine = engine;
    auto const result = explore(explored("ends"), {how.argument}, settings);
    CHECK(result.error.empty());
    REQUIRE(result.searches.size() == 1);
    REQUIRE(result.searches.front().outcomes.size() == 1);
    auto const& outcome = result.searches.front().outcomes.front();
    CHECK(name_of(outcome.ending) == name_of(how.ending));
    INFO(outcome.text);
    CHECK(outcome.text.find(how.text) != std::string::npos);

    // An inconclusive ending is no failure, and proves nothing.
    CHECK(result.failures.empty() == !is_failure(how.ending));
    CHECK((result.inconclusive() != nullptr) == is_inconclusive(how.ending));
    CHECK(result.proved() == (how.ending == Ending::completed));
    if (!result.failures.empty()) CHECK(result.failures.front().replayed);
}

TEST_CASE("Where main must return, an exit before is a failure, whatever its status") {
    Settings settings;
    settings.strategy = Strategy::depth_first;
    settings.must_return = true;
    auto const result = explore(explored("ends"), {"exit 0"}, settings);
    REQUIRE(result.failures.size() == 1);
    CHECK(result.failures.front().ending == Ending::bad_exit);
    CHECK(result.failures.front().text == "exit(0) in thread 0");
    CHECK_FALSE(result.proved());
}

TEST_CASE("A search ends at its bound of time, and proves nothing") {
    Settings settings;
    settings.strategy = Strategy::depth_first;
    settings.executions = 1'000'000'000;
    settings.time_limit = std::chrono::seconds{1};
    auto const result = explore(explored("ends"), {"many schedules"}, settings);
    CHECK(result.error.empty());
    REQUIRE(result.searches.size() == 1);
    CHECK_FALSE(result.proved());
    CHECK(result.searches.front().time < std::chrono::seconds{10});
    CHECK(result.searches.front().executions > 100);
}

TEST_CASE("A program that is not linked with the runtime, or is not there, is an error and no result") {
    CHECK(explore("/bin/true").error.find("did not report") != std::string::npos);
    CHECK(explore("/no/such/program").error.find("cannot be started") != std::string::npos);
    CHECK_FALSE(explore("/bin/true").proved());
}
