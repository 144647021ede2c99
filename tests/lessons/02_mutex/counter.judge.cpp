// What a judge asks of an answer to counter, and the verdicts that it must get.

#include <cstdint>

#include "grade/lesson_test.hpp"

using namespace hb::grade;

namespace {

void ask_together(Interview& interview, std::int64_t threads) {
    auto const per_thread = interview.between(400, 500);
    auto question = interview.ask("together", {{"threads", threads}, {"per_thread", per_thread}});
    question.expects("value", 2 * threads * per_thread).expects("changes", threads * per_thread).expects("at_once", 1);
    auto const* const others = hb::subject::find(question.reply(), "others_returned");
    question.demands(others == nullptr || *others == hb::subject::Value{std::int64_t{0}},
                     "update returned what another thread's change had made: what it returns is to be read under the "
                     "lock that it holds for its change.");
}

void ask_all(Interview& interview) {
    for (int const threads : {1, 8})
        ask_together(interview, threads);
    for (auto const* const by : {"increment", "update"})
        interview.ask("interrupted", {{"by", by}}).expects("value", 11);
    interview.ask("nested", {}).expects("one", 1).expects("two", 1);
    interview.ask("throwing", {})
        .expects("exception", "no value for days: 3 and 7")
        .expects("value", 20)
        .expects("returned", 20);
}

QuestionsFor const questions{"counter", ask_all};

}  // namespace

TEST_CASE("counter compiles", "[counter][builds]") {
    REQUIRE_THAT(judged("counter", Kind::builds), passes());
}
TEST_CASE("counter loses no change, and survives one that throws", "[counter][values]") {
    REQUIRE_THAT(judged("counter", Kind::values), passes());
}
TEST_CASE("counter keeps the rules", "[counter][rules]") {
    REQUIRE_THAT(judged("counter", Kind::rules), passes());
}
TEST_CASE("counter has no data race", "[counter][race-free]") {
    REQUIRE_THAT(judged("counter", Kind::race_free), passes());
}
TEST_CASE("counter is right in every interleaving", "[counter][every-interleaving]") {
    REQUIRE_THAT(judged("counter", Kind::every_interleaving), passes());
}
