#include <sched.h>

#include <catch2/catch_test_macros.hpp>

#include "judge/pairs.hpp"

using namespace hb::judge;

namespace {

PairsRequest request(std::string const& scenario) {
    PairsRequest result;
    result.answer.executable = HB_MISBEHAVIOUR_PLAIN;
    result.reference.executable = HB_MISBEHAVIOUR_PLAIN;
    result.scenario = scenario;
    result.seed = 1;
    result.most_pairs = 5;
    return result;
}

Settled after(std::size_t pairs) {
    return [pairs](PairsEvidence const& evidence) { return evidence.answer_ns.size() >= pairs; };
}

}  // namespace

TEST_CASE("pairs are measured until they settle it", "[pairs]") {
    auto const evidence = observe_pairs(request("works"), after(3));
    CHECK(evidence.answer_ns.size() == 3);
    CHECK(evidence.reference_ns.size() == 3);
    CHECK(evidence.reference_again_ns.empty());
}

TEST_CASE("pairs that settle nothing are followed by the reference against itself", "[pairs]") {
    auto const evidence = observe_pairs(request("works"), after(1000));
    CHECK(evidence.answer_ns.size() == 10);
    CHECK(evidence.reference_ns.size() == 10);
    CHECK(evidence.reference_first_ns.size() == 5);
    CHECK(evidence.reference_again_ns.size() == 5);
}

TEST_CASE("an answer that leaves processes behind is noticed", "[pairs]") {
    auto const evidence = observe_pairs(request("forks"), after(3));
    CHECK(evidence.answer_left_children);
}

TEST_CASE("an answer whose threads burn on gets no processor time while it is stopped", "[pairs]") {
    auto const evidence = observe_pairs(request("burns_on"), after(5));
    CHECK(evidence.answer_ns.size() == 5);
    CHECK(evidence.answer_cpu_while_idle_s < 0.005);  // seconds; five pairs take more than ten times that
}

TEST_CASE("an answer that crashes while it is timed is evidence of that, not of speed", "[pairs]") {
    auto broken = request("crashes");
    CHECK(observe_pairs(broken, after(3)).reference_failure.outcome == Outcome::crashed);
}

TEST_CASE("the affinity mask limits the usable cores", "[pairs]") {
    cpu_set_t before;
    cpu_set_t one;
    REQUIRE(::sched_getaffinity(0, sizeof before, &before) == 0);
    CPU_ZERO(&one);
    for (int core = 0; core < CPU_SETSIZE; ++core) {
        if (!CPU_ISSET(core, &before)) continue;
        CPU_SET(core, &one);
        break;
    }
    REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
    CHECK(usable_cores() == 1);
    ::sched_setaffinity(0, sizeof before, &before);
}
