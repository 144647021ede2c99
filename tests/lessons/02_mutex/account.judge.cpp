// What a judge asks of an answer to account, and the verdicts that it must get.

#include <cstdint>
#include <string>
#include <utility>

#include "account.inputs.hpp"
#include "either_order.hpp"
#include "grade/lesson_test.hpp"

using namespace hb::grade;

namespace {

void ask_interrupted(Interview& interview, std::string const& first, std::string const& second, int unlock) {
    auto const amount = interview.between(1, 1000);
    auto const balance = interview.between(amount, 2 * amount - 1);  // enough for one withdrawal only
    auto question = interview.ask(
        "interrupted",
        {{"balance", balance}, {"amount", amount}, {"first", first}, {"second", second}, {"unlock", unlock}});
    auto swapped = hb::lesson02::one_after_the_other(balance, amount, second, first);
    std::swap(swapped[0].second, swapped[1].second);
    hb::lesson02::expect_either(question, hb::lesson02::one_after_the_other(balance, amount, first, second), swapped);
}

QuestionsFor const questions{"account", [](Interview& interview) {
                                 for (auto const* const first : {"withdraw", "statement", "deposit"}) {
                                     for (auto const* const second : {"withdraw", "statement", "deposit"}) {
                                         for (int const unlock : {1, 2})
                                             ask_interrupted(interview, first, second, unlock);
                                     }
                                 }
                                 for (int const threads : {1, 4}) {
                                     interview.ask("free_run", {{"threads", threads}, {"balance", 2000}})
                                         .expects("bad_statements", 0)
                                         .expects("not_booked", 0);
                                 }
                             }};

}  // namespace

TEST_CASE("account compiles", "[account][builds]") {
    REQUIRE_THAT(judged("account", Kind::builds), passes());
}
TEST_CASE("account's operations are one step each", "[account][values]") {
    REQUIRE_THAT(judged("account", Kind::values), passes());
}
TEST_CASE("account keeps the rules", "[account][rules]") {
    REQUIRE_THAT(judged("account", Kind::rules), passes());
}
TEST_CASE("account has no data race", "[account][race-free]") {
    REQUIRE_THAT(judged("account", Kind::race_free), passes());
}
