#include <fmt/format.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "grade/verdict.hpp"
#include "judge/pairs.hpp"

namespace judge = hb::judge;
namespace grade = hb::grade;

namespace {

judge::Launch launch_of(std::string const& name) {
    judge::Launch launch;
    launch.executable = fmt::format("{}/fast_quality.{}", HB_FOLDER, name);
    return launch;
}

}  // namespace

TEST_CASE("burning processor time while the reference runs, or computing ahead between requests, gains nothing",
          "[fast]") {
    // Who gained would reach a bar that the same code without the cheat cannot reach.
    constexpr double out_of_reach = 1.3;
    auto const cheat = GENERATE("burns", "computes_ahead");
    CAPTURE(cheat);
    judge::PairsRequest const request{launch_of(cheat), launch_of("100"), "timed", {}, 1, 27};
    auto const evidence =
        judge::observe_pairs(request, [](judge::PairsEvidence const& pairs) { return pairs.answer_ns.size() >= 27; });
    auto const verdict = grade::verdict_of(evidence, out_of_reach);
    CAPTURE(verdict.sentence);
    CHECK(verdict.result != grade::Result::pass);
    // A thread shows its stop microseconds before it stops; who was not stopped would use seconds.
    CHECK(evidence.answer_cpu_while_idle_s < 0.005);
}
