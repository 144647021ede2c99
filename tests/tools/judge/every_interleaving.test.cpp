#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "judge/outcomes.hpp"

using namespace hb::judge;

namespace {

OutcomesEvidence observe(std::string const& scenario, std::uint64_t executions = 100'000) {
    return observe_outcomes(
        {HB_INTERLEAVINGS_EXPLORE, HB_EXPLORER, HB_ROOT "/tools/subject", scenario, {}, executions, 1});
}

}  // namespace

TEST_CASE("what is right in every interleaving is proved", "[every-interleaving]") {
    auto const evidence = observe("counts");
    CHECK(evidence.proved);
    CHECK(evidence.schedules == 2);
    CHECK(evidence.failures.empty());
    CHECK(evidence.trouble.empty());
}

TEST_CASE("a wrong value, a race and a deadlock in some interleaving are failures, each with a schedule and its steps",
          "[every-interleaving]") {
    struct Case {
        char const* scenario;
        char const* said;
        char const* step;
    };
    auto const one = GENERATE(Case{"loses", "a value is wrong: expected total 2, actual total 1", "atomic store"},
                              Case{"races", "a value is wrong: expected total 2, actual total 1", "write"},
                              Case{"deadlocks", "deadlock", "T1 waits: lock"});
    CAPTURE(one.scenario);
    auto const evidence = observe(one.scenario);
    CHECK_FALSE(evidence.proved);
    REQUIRE_FALSE(evidence.failures.empty());
    CHECK(evidence.failures.back().find(one.said) != std::string::npos);
    CHECK_FALSE(evidence.schedule.empty());
    bool shown = false;
    for (auto const& line : evidence.interleaving)
        shown = shown || line.find(one.step) != std::string::npos;
    CHECK(shown);
}

TEST_CASE("who ends the process early is not proved right", "[every-interleaving]") {
    auto const evidence = observe("exits");
    CHECK_FALSE(evidence.proved);
    REQUIRE_FALSE(evidence.failures.empty());
    CHECK(evidence.failures.back().find("_exit(0) in thread 1") != std::string::npos);
}

TEST_CASE("where the bound is reached nothing is proved, and no bug is claimed", "[every-interleaving]") {
    auto const evidence = observe("endless", 500);
    CHECK_FALSE(evidence.proved);
    CHECK(evidence.failures.empty());
    CHECK(evidence.trouble.empty());
    CHECK(evidence.schedules > 500);
}

TEST_CASE("a scenario that is not there is trouble, not a verdict", "[every-interleaving]") {
    auto const evidence = observe("nothing");
    CHECK_FALSE(evidence.proved);
    CHECK(evidence.failures.empty());
    CHECK(evidence.trouble.find("nothing") != std::string::npos);
}
