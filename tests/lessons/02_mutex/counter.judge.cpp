// What a judge asks of an answer to counter, and the verdicts that it must get.

#include <cstdint>

#include "grade/lesson_test.hpp"

using namespace hb::grade;

static QuestionsFor const questions{"counter", [](Interview& interview) {
                                        for (int const threads : {1, 4}) {
                                            auto const per_thread = interview.between(1, 500);
                                            interview
                                                .ask("together", {{"threads", threads}, {"per_thread", per_thread}})
                                                .expects("value", 2 * threads * per_thread)
                                                .expects("changes", threads * per_thread)
                                                .expects("at_once", 1);
                                        }
                                        for (auto const* const by : {"increment", "update"})
                                            interview.ask("interrupted", {{"by", by}}).expects("value", 11);
                                        interview.ask("nested", {}).expects("one", 1).expects("two", 1);
                                        interview.ask("throwing", {})
                                            .expects("exception", "no value today and 7")
                                            .expects("value", 20)
                                            .expects("returned", 20);
                                    }};

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
