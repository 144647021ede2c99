// What a judge asks of an answer to split_increment, and the verdicts that it must get.

#include <string>
#include <vector>

#include "grade/lesson_test.hpp"
#include "interleavings.hpp"

using namespace hb::grade;

namespace {

/// Three turns for each increment and round, shuffled (Fisher and Yates) by the interview's seed.
std::string shuffled(Interview& interview, int increments, int rounds) {
    std::string schedule;
    for (int i = 0; i < increments; ++i)
        schedule.append(static_cast<std::size_t>(3 * rounds), static_cast<char>('A' + i));
    for (std::size_t left = schedule.size(); left > 1; --left) {
        std::swap(schedule[left - 1],
                  schedule[static_cast<std::size_t>(interview.between(0, static_cast<std::int64_t>(left) - 1))]);
    }
    return schedule;
}

QuestionsFor const questions{
    "split_increment", [](Interview& interview) {
        std::vector<std::string> schedules{"AAABBB", "ABABAB", "AABBAB", "AABBBA", "ABBBAA"};
        for (int i = 0; i < 20; ++i)
            schedules.push_back(shuffled(interview, 2 + i % 2, 1 + i % 3));
        for (auto const& schedule : schedules) {
            auto const increments = schedule.find('C') == std::string::npos ? 2 : 3;
            interview.ask("replay", {{"increments", increments}, {"schedule", schedule}})
                .expects("total", hb::lesson01::total_of(schedule));
        }
        // More than fits into half of the counter's bits: a register must hold all that a counter can.
        auto const first = interview.between(std::int64_t{1} << 33U, std::int64_t{1} << 60U);
        interview.ask("replay", {{"increments", 2}, {"schedule", "ABABAB"}, {"first", first}})
            .expects("total", first + 1);
        interview.ask("replay", {{"increments", 2}, {"schedule", "AAABBB"}, {"first", -first}})
            .expects("total", 2 - first);
        interview.ask("free_run", {{"threads", 2}, {"per_thread", 500}}).expects("possible", "yes");
    }};

}  // namespace

TEST_CASE("split_increment compiles", "[split_increment][builds]") {
    REQUIRE_THAT(judged("split_increment", Kind::builds), passes());
}
TEST_CASE("split_increment loses exactly the updates that a schedule loses", "[split_increment][values]") {
    REQUIRE_THAT(judged("split_increment", Kind::values), passes());
}
TEST_CASE("split_increment keeps the rules", "[split_increment][rules]") {
    REQUIRE_THAT(judged("split_increment", Kind::rules), passes());
}
TEST_CASE("split_increment has no data race", "[split_increment][race-free]") {
    REQUIRE_THAT(judged("split_increment", Kind::race_free), passes());
}
