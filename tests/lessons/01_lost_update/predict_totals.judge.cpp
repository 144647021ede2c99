// What a judge asks of an answer to predict_totals: the right totals are found by trying every interleaving.

#include <algorithm>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "grade/lesson_test.hpp"

using namespace hb::grade;
using hb::subject::Integers;

namespace {

/// One thread's way through its increments: each is a read of the counter and a write of what was read plus one. (The
/// add between them touches nothing shared: when it happens makes no difference.)
struct Thread {
    int increments_left = 0;
    bool has_read = false;
    std::int64_t seen = 0;
    auto operator<=>(Thread const&) const = default;
};

struct State {
    std::int64_t counter = 0;
    std::vector<Thread> threads;
    auto operator<=>(State const&) const = default;
};

/// Lets each thread go next in turn; a state that was seen before leads nowhere new.
void explore(State const& state, std::set<State>& seen, std::set<std::int64_t>& totals) {
    if (!seen.insert(state).second) return;
    bool finished = true;
    for (std::size_t i = 0; i < state.threads.size(); ++i) {
        if (state.threads[i].increments_left == 0) continue;
        finished = false;
        auto next = state;
        auto& thread = next.threads[i];
        if (thread.has_read) {
            next.counter = thread.seen + 1;
            --thread.increments_left;
            thread.seen = 0;
        } else {
            thread.seen = next.counter;
        }
        thread.has_read = !thread.has_read;
        explore(next, seen, totals);
    }
    if (finished) totals.insert(state.counter);
}

Integers every_total(std::size_t threads, int increments) {
    std::set<State> seen;
    std::set<std::int64_t> totals;
    explore({0, std::vector<Thread>(threads, Thread{increments})}, seen, totals);
    return {totals.begin(), totals.end()};
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
                                 compare(question, "two_threads", every_total(2, 2));
                                 compare(question, "three_threads", every_total(3, 2));
                             }};

}  // namespace

TEST_CASE("the enumeration finds the textbook's totals of two single increments", "[self]") {
    CHECK(every_total(2, 1) == Integers{1, 2});
    CHECK(every_total(1, 3) == Integers{3});
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
