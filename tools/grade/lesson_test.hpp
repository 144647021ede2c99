#pragma once
/// What a judge file of a lesson is written with: the questions of `values`, and Catch2 tests that assert verdicts.
///
///     QuestionsFor const questions{"count_up", [](Interview& interview) {
///         interview.ask("count_up", {{"threads", 2}, {"per_thread", 1000}}).expects("total", 2000);
///     }};
///
///     TEST_CASE("count_up counts every call", "[count_up][values]") {
///         REQUIRE_THAT(judged("count_up", Kind::values), passes());
///     }
///
/// The program judges the answer set that its command line names (--set, else lessons).

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <string>

#include "grade/assess.hpp"

namespace hb::grade {

using judge::Interview;

/// Registers what is asked of answers to one exercise of this lesson, before main.
struct QuestionsFor {
    QuestionsFor(std::string exercise, judge::Questions questions);
};

/// The verdict on the chosen answer set's answer to this exercise; the same one that hb shows. An inconclusive verdict
/// skips the test with its sentence: it is the machine's fault.
[[nodiscard]] Verdict judged(std::string const& exercise, Kind kind);

/// Holds for a verdict that passes; the message of a failing test is the verdict's sentence and its details.
class Passes final : public Catch::Matchers::MatcherBase<Verdict> {
public:
    [[nodiscard]] bool match(Verdict const& verdict) const override { return verdict.result == Result::pass; }
    [[nodiscard]] std::string describe() const override { return "passes"; }
};
[[nodiscard]] inline Passes passes() {
    return {};
}

}  // namespace hb::grade

namespace Catch {
template <>
struct StringMaker<hb::grade::Verdict> {
    static std::string convert(hb::grade::Verdict const& verdict);
};
}  // namespace Catch
