// What a judge asks of an answer to striped_map, and the verdicts that it must get.

#include <cstdint>

#include "grade/lesson_test.hpp"
#include "striped_map.inputs.hpp"

using namespace hb::grade;

static QuestionsFor const questions{
    "striped_map", [](Interview& interview) {
        for (int const threads : {1, 2, 5}) {
            auto const updates = interview.between(1, 1000);
            auto const keys = interview.between(1, 50);
            auto const stripes = interview.between(1, 8);
            auto const seed = interview.between(1, 1'000'000);
            auto const values = hb::lesson02::values_after(static_cast<std::uint64_t>(seed), updates, keys);
            interview
                .ask("updates",
                     {{"threads", threads}, {"updates", updates}, {"keys", keys}, {"stripes", stripes}, {"seed", seed}})
                .expects("found", values)
                .expects("visited", values);
        }
        interview.ask("one_key", {{"threads", 3}}).expects("value", 3).expects("at_once", 1);
        interview.ask("two_maps", {}).expects("first", 1).expects("second", 1);
        interview.ask("visit", {}).expects("entries", 3).expects("of_one_moment", "yes");
        interview.ask("absent", {}).expects("found", "no").expects("entries", 1);
        interview.ask("throwing", {}).expects("exception", "no value for days: 3").expects("value", 5);
    }};

TEST_CASE("striped_map compiles", "[striped_map][builds]") {
    REQUIRE_THAT(judged("striped_map", Kind::builds), passes());
}
TEST_CASE("striped_map holds what was put in, and shows one moment", "[striped_map][values]") {
    REQUIRE_THAT(judged("striped_map", Kind::values), passes());
}
TEST_CASE("striped_map keeps the rules", "[striped_map][rules]") {
    REQUIRE_THAT(judged("striped_map", Kind::rules), passes());
}
TEST_CASE("striped_map has no data race", "[striped_map][race-free]") {
    REQUIRE_THAT(judged("striped_map", Kind::race_free), passes());
}
TEST_CASE("striped_map's stripes work at the same time", "[striped_map][really-parallel]") {
    REQUIRE_THAT(judged("striped_map", Kind::really_parallel), passes());
}
TEST_CASE("striped_map is about as fast as the solution", "[striped_map][fast]") {
    REQUIRE_THAT(judged("striped_map", Kind::fast), passes());
}
TEST_CASE("striped_map is right in every interleaving", "[striped_map][every-interleaving]") {
    REQUIRE_THAT(judged("striped_map", Kind::every_interleaving), passes());
}
