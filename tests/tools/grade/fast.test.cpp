#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <random>

#include "grade/median_interval.hpp"
#include "grade/verdict.hpp"

using namespace hb::grade;
using hb::judge::Outcome;
using hb::judge::PairsEvidence;

namespace {

constexpr double bar = 0.6;

/// Times with a log-normal spread around a millisecond.
std::vector<double> times(double factor, double spread, std::size_t count, std::uint64_t seed) {
    std::mt19937_64 random{seed};
    std::normal_distribution<double> normal{0, spread};
    std::vector<double> result;
    result.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        result.push_back(1e6 * factor * std::exp(normal(random)));
    return result;
}

PairsEvidence pairs(double speed, double answer_spread, double reference_spread = 0.02) {
    PairsEvidence evidence;
    evidence.answer_ns = times(1 / speed, answer_spread, 61, 1);
    evidence.reference_ns = times(1, reference_spread, 61, 2);
    evidence.reference_first_ns = times(1, reference_spread, 61, 3);
    evidence.reference_again_ns = times(1, reference_spread, 61, 4);
    evidence.usable_cores = 2;
    evidence.answer_failure.outcome = Outcome::answered;
    evidence.reference_failure.outcome = Outcome::answered;
    return evidence;
}

}  // namespace

TEST_CASE("the interval of a median holds the median, and narrows with more numbers", "[fast]") {
    auto const few = median_interval(times(1, 0.1, 9, 7), 0.01, 1);
    auto const many = median_interval(times(1, 0.1, 201, 7), 0.01, 1);
    CHECK(few.low <= few.middle);
    CHECK(few.middle <= few.high);
    CHECK(many.high - many.low < few.high - few.low);
    CHECK(median_interval({3, 1, 2, 10}, 0.01, 1).middle == 2.5);
}

TEST_CASE("the same evidence always gives the same verdict", "[fast]") {
    auto const evidence = pairs(0.62, 0.1);
    CHECK(verdict_of(evidence, bar).sentence == verdict_of(evidence, bar).sentence);
}

TEST_CASE("clearly above the bar passes, clearly below fails, and both are settled", "[fast]") {
    CHECK(verdict_of(pairs(0.9, 0.05), bar).result == Result::pass);
    CHECK(verdict_of(pairs(0.4, 0.05), bar).result == Result::fail);
    CHECK(settled(pairs(0.9, 0.05), bar));
    CHECK_FALSE(settled(pairs(bar, 0.05), bar));
}

TEST_CASE("an unsteady answer beside a steady reference fails, with the cause", "[fast]") {
    auto const verdict = verdict_of(pairs(bar, 1.0), bar);
    CHECK(verdict.result == Result::fail);
    CHECK(verdict.sentence.find("varies") != std::string::npos);
}

TEST_CASE("if the reference is unsteady too, nobody is to blame: inconclusive", "[fast]") {
    CHECK(verdict_of(pairs(bar, 1.0, 1.0), bar).result == Result::inconclusive);
}

TEST_CASE("a reference that gives no answer is the machine's fault", "[fast]") {
    auto evidence = pairs(1, 0.05);
    evidence.reference_failure.outcome = Outcome::timed_out;
    CHECK(verdict_of(evidence, bar).result == Result::inconclusive);
}

TEST_CASE("a failure of the answer while it is timed is its own", "[fast]") {
    auto evidence = pairs(2, 0.05);
    evidence.answer_failure.outcome = GENERATE(Outcome::crashed, Outcome::timed_out, Outcome::deadlocked);
    CHECK(verdict_of(evidence, bar).result == Result::fail);
}

TEST_CASE("a wrong value while it is timed fails, however fast it came", "[fast]") {
    auto evidence = pairs(100, 0.05);
    evidence.answer_failure.expected = {{"total", 1}};
    CHECK(verdict_of(evidence, bar).result == Result::fail);
}

TEST_CASE("processor time while stopped, and processes left behind, fail a fast answer", "[fast]") {
    auto burning = pairs(2, 0.05);
    burning.answer_cpu_while_idle_s = 0.5;
    CHECK(verdict_of(burning, bar).result == Result::fail);
    auto forking = pairs(2, 0.05);
    forking.answer_left_children = true;
    CHECK(verdict_of(forking, bar).result == Result::fail);
}

TEST_CASE("more than 20 ms of processor time used while stopped fail, whatever the rounds", "[fast]") {
    auto evidence = pairs(2, 0.05);
    evidence.answer_cpu_while_idle_s = 0.019;
    CHECK(verdict_of(evidence, bar).result == Result::pass);
    evidence.answer_cpu_while_idle_s = 0.021;
    CHECK(verdict_of(evidence, bar).result == Result::fail);
}

TEST_CASE("on one core speed is not judged", "[fast]") {
    auto evidence = pairs(2, 0.05);
    evidence.usable_cores = 1;
    CHECK(verdict_of(evidence, bar).result == Result::inconclusive);
}
