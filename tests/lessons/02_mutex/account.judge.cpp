// What a judge asks of an answer to account, and the verdicts that it must get.

#include <cstdint>
#include <string>
#include <utility>

#include "account.inputs.hpp"
#include "either_order.hpp"
#include "grade/lesson_test.hpp"

using namespace hb::grade;

namespace {

/// The balance is enough for `covered` withdrawals, and for no more.
void ask_interrupted(Interview& interview, std::string const& first, std::string const& second, int unlock,
                     int covered) {
    auto const amount = interview.between(1, 1000);
    auto const least = covered * amount;
    auto const balance = unlock <= 1 ? least : interview.between(least, least + amount - 1);
    auto question = interview.ask(
        "interrupted",
        {{"balance", balance}, {"amount", amount}, {"first", first}, {"second", second}, {"unlock", unlock}});
    auto swapped = hb::lesson02::one_after_the_other(balance, amount, second, first);
    std::swap(swapped[0].value, swapped[1].value);
    hb::lesson02::expect_either(question, hb::lesson02::one_after_the_other(balance, amount, first, second), swapped);
    auto const* const unlocks = hb::subject::find(question.reply(), "unlocks");
    question.demands(
        unlocks == nullptr || *unlocks != hb::subject::Value{std::int64_t{0}},
        first + " held no hb::Mutex: it is to be one step because it holds one from its beginning to its end.");
}

void ask_all(Interview& interview) {
    constexpr char const* operations[] = {"withdraw", "statement", "deposit"};
    for (auto const* const first : operations) {
        for (auto const* const second : operations) {
            for (int const unlock : {0, 1, 2}) {
                for (int const covered : {1, 0})
                    ask_interrupted(interview, first, second, unlock, covered);
            }
        }
    }
    for (int const deposits : {0, 3}) {
        interview.ask("free_run", {{"threads", 4}, {"balance", 20'000}, {"deposits", deposits}})
            .expects("bad_statements", 0)
            .expects("not_booked", 0)
            .expects("lost", 0)
            .expects("balance", 0);
    }
}

QuestionsFor const questions{"account", ask_all};

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
TEST_CASE("account is right in every interleaving", "[account][every-interleaving]") {
    REQUIRE_THAT(judged("account", Kind::every_interleaving), passes());
}
