// What a judge asks of an answer to predict_totals: the right totals are found by trying every interleaving.

#include <algorithm>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "grade/lesson_test.hpp"
#include "interleavings.hpp"

using namespace hb::grade;
using hb::lesson01::every_total;
using hb::subject::Integers;

namespace {

Integers numbers_of(hb::lesson01::Totals const& totals) {
    Integers numbers;
    for (auto const& [total, schedule] : totals)
        numbers.push_back(total);
    return numbers;
}

/// Compares without naming a total: finding them is the exercise.
void compare(Interview::Question& question, std::string const& list, Integers const& right) {
    auto const* reply = hb::subject::find(question.reply(), list);
    if (reply == nullptr || !std::holds_alternative<Integers>(*reply)) return;
    std::set<std::int64_t> const predicted{std::get<Integers>(*reply).begin(), std::get<Integers>(*reply).end()};
    auto const missing =
        std::count_if(right.begin(), right.end(), [&](auto total) { return !predicted.contains(total); });
    auto const impossible = std::count_if(predicted.begin(), predicted.end(), [&](auto total) {
        return std::find(right.begin(), right.end(), total) == right.end();
    });
    question.demands(missing == 0,
                     list + "_two_increments: possible totals that are missing: " + std::to_string(missing));
    question.demands(impossible == 0,
                     list + "_two_increments: totals that are not possible: " + std::to_string(impossible));
}

QuestionsFor const questions{"predict_totals", [](Interview& interview) {
                                 auto question = interview.ask("predict", {});
                                 compare(question, "two_threads", numbers_of(every_total(2, 2)));
                                 compare(question, "three_threads", numbers_of(every_total(3, 2)));
                             }};

}  // namespace

TEST_CASE("the enumeration finds the textbook's totals of two single increments", "[predict_totals][values]") {
    CHECK(numbers_of(every_total(2, 1)) == Integers{1, 2});
    CHECK(numbers_of(every_total(1, 3)) == Integers{3});
}

TEST_CASE("predict_totals compiles", "[predict_totals][builds]") {
    REQUIRE_THAT(judged("predict_totals", Kind::builds), passes());
}
TEST_CASE("predict_totals names every possible total, and no other", "[predict_totals][values]") {
    REQUIRE_THAT(judged("predict_totals", Kind::values), passes());
}
TEST_CASE("predict_totals keeps the rules", "[predict_totals][rules]") {
    REQUIRE_THAT(judged("predict_totals", Kind::rules), passes());
}
