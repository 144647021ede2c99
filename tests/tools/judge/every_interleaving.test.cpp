#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "judge/outcomes.hpp"

using namespace hb::judge;

namespace {

OutcomesRequest request(std::string const& scenario) {
    return {HB_INTERLEAVINGS_EXPLORE, HB_EXPLORER, HB_ROOT "/tools/subject", scenario, {}, 100'000, 1};
}

OutcomesEvidence observe(std::string const& scenario) {
    return observe_outcomes(request(scenario));
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

TEST_CASE("what is right under sequential consistency alone fails where weak memory is asked, and only there",
          "[every-interleaving]") {
    auto weak = request("enters");
    CHECK(observe_outcomes(weak).proved);
    weak.weak_memory = true;
    auto const evidence = observe_outcomes(weak);
    CHECK_FALSE(evidence.proved);
    REQUIRE_FALSE(evidence.failures.empty());
    CHECK(evidence.failures.back().find("a value is wrong: expected both 0, actual both 1") != std::string::npos);
    CHECK(evidence.schedule.find('w') != std::string::npos);
}

TEST_CASE("who ends the process early is not proved right", "[every-interleaving]") {
    auto const evidence = observe("exits");
    CHECK_FALSE(evidence.proved);
    REQUIRE_FALSE(evidence.failures.empty());
    CHECK(evidence.failures.back().find("_exit(0) in thread 1") != std::string::npos);
}

TEST_CASE("where the bound is reached nothing is proved, and no bug is claimed", "[every-interleaving]") {
    auto few = request("endless");
    few.executions = 500;
    auto const evidence = observe_outcomes(few);
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
