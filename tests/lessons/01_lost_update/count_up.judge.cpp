// What a judge asks of an answer to count_up, and the verdicts that it must get.

#include "count_up.inputs.hpp"
#include "grade/lesson_test.hpp"

using namespace hb::grade;

static QuestionsFor const questions{
    "count_up", [](Interview& interview) {
        for (int const threads : {1, 2, 3, 8}) {
            auto const per_thread = interview.between(1, 20'000);
            auto const percent = interview.between(1, 100);
            auto const seed = interview.between(1, 1'000'000);
            interview
                .ask("count_up",
                     {{"threads", threads}, {"per_thread", per_thread}, {"percent", percent}, {"seed", seed}})
                .expects("total",
                         hb::lesson01::count_up_total(static_cast<std::uint64_t>(seed), threads, per_thread, percent))
                .expects("calls", threads * per_thread);
        }
        interview.ask("count_up", {{"threads", 2}, {"per_thread", 0}}).expects("total", 0);
        interview.ask("count_up", {{"threads", 2}, {"per_thread", 100'000}}).expects("total", 200'000);
    }};

TEST_CASE("count_up compiles", "[count_up][builds]") {
    REQUIRE_THAT(judged("count_up", Kind::builds), passes());
}
TEST_CASE("count_up counts every call once", "[count_up][values]") {
    REQUIRE_THAT(judged("count_up", Kind::values), passes());
}
TEST_CASE("count_up keeps the rules", "[count_up][rules]") {
    REQUIRE_THAT(judged("count_up", Kind::rules), passes());
}
TEST_CASE("count_up has no data race", "[count_up][race-free]") {
    REQUIRE_THAT(judged("count_up", Kind::race_free), passes());
}
TEST_CASE("count_up's threads work at the same time", "[count_up][really-parallel]") {
    REQUIRE_THAT(judged("count_up", Kind::really_parallel), passes());
}
TEST_CASE("count_up is right in every interleaving", "[count_up][every-interleaving]") {
    REQUIRE_THAT(judged("count_up", Kind::every_interleaving), passes());
}
TEST_CASE("count_up is about as fast as the solution", "[count_up][fast]") {
    REQUIRE_THAT(judged("count_up", Kind::fast), passes());
}
