// What a student of lesson 02 predicts: what comes of a check outside the lock, what ThreadSanitizer sees of locks, and
// how many changes a map lets in at once.

#include "grade/prediction.hpp"

#include <string>
#include <vector>

using namespace hb::grade;

namespace {

std::vector<std::string> all_but(std::string const& right, std::vector<std::string> choices) {
    std::erase(choices, right);
    return choices;
}

PredictionFor const two_withdrawals{
    "check-then-act", [](Variant& variant) -> Prediction {
        auto const amount = 10 * variant.between(3, 9);
        auto const balance = amount + 5 * variant.between(1, 5);  // enough for one of them, and not for both
        auto const in_words = [](std::int64_t left) { return "it is " + std::to_string(left); };
        return {.question = "An account holds " + std::to_string(balance) +
                            ". withdraw locks, looks whether that is enough, and unlocks; then it locks again, "
                            "subtracts, and unlocks. One thread withdraws " +
                            std::to_string(amount) +
                            "; between its two locks, another one withdraws as much. What is the balance afterwards?",
                .right = in_words(balance - 2 * amount),
                .wrong = {in_words(balance - amount), in_words(balance), "it is 0"},
                .why =
                    "Each access is under the lock, and the decision is not: what the first thread has seen is no "
                    "longer true when it acts. Both are granted.",
                .happens = [=](Experiment& experiment) {
                    auto const reply = experiment.run({"kit/check_then_act",
                                                       "account",
                                                       {"interrupted",
                                                        {{"balance", balance},
                                                         {"amount", amount},
                                                         {"first", std::string{"withdraw"}},
                                                         {"second", std::string{"withdraw"}},
                                                         {"unlock", std::int64_t{1}}}}});
                    return in_words(integer(reply, "balance"));
                }};
    }};

/// How a counter may lock, and whether two accesses to its value are left unordered by that.
struct Way {
    char const* set;
    char const* told;
    bool races;
    char const* why;
};

PredictionFor const what_is_reported{
    "mutual exclusion", [](Variant& variant) -> Prediction {
        auto const way = variant.pick<Way>({
            {"kit/value_without_lock", "locks a mutex wherever it changes the value, and reads it without", true,
             "Reading while another thread writes is a data race, even if every number that comes out is right."},
            {"kit/read_then_write", "locks and copies the value, unlocks, computes, locks again and stores the result",
             false,
             "Every access is ordered by the lock, so there is no data race. Updates get lost all the same: what "
             "others stored in between is overwritten."},
            {"kit/mutex_of_the_call", "locks a mutex that is a local variable of the function, and changes the value",
             true,
             "Each call has a mutex of its own, and excludes nobody. Only one and the same mutex orders threads."},
            {"solutions", "locks one mutex in every function, by a std::lock_guard with a name", false,
             "All accesses are under the one lock, and each unlock happens before the next lock."},
        });
        auto const threads = variant.pick<std::int64_t>({2, 3, 4});
        auto const per_thread = variant.pick<std::int64_t>({200, 300, 500});
        std::string const reported = "a data race";
        std::string const silent = "nothing";
        return {.question = std::to_string(threads) + " threads read and change one counter, " +
                            std::to_string(per_thread) + " times each. The counter " + way.told +
                            ". What does ThreadSanitizer report?",
                .right = way.races ? reported : silent,
                .wrong = {way.races ? silent : reported},
                .why = way.why,
                .happens = [=](Experiment& experiment) {
                    bool const seen = experiment.reports_data_race(
                        {way.set, "counter", {"free_run", {{"threads", threads}, {"per_thread", per_thread}}}});
                    return seen ? reported : silent;
                }};
    }};

PredictionFor const let_in_at_once{
    "lock striping", [](Variant& variant) -> Prediction {
        bool const striped = variant.between(0, 1) == 1;
        auto const threads = variant.between(2, 4);
        auto const right = std::to_string(striped ? threads : 1);
        return {
            .question = std::to_string(threads) +
                        " threads change entries of a hash map at the same time, each under "
                        "a key of a stripe of its own. " +
                        (striped ? "Each stripe has a mutex." : "One mutex protects the whole map.") +
                        " How many of the changes can be under way at once?",
            .right = right,
            .wrong = all_but(right, {"0", "1", "2", "3", "4"}),
            .why = striped ? "Threads that hold different mutexes do not wait for each other."
                           : "Whoever holds the one mutex keeps out all others, whatever their keys are.",
            .happens = [=](Experiment& experiment) {
                auto const reply = experiment.run(
                    {striped ? "solutions" : "kit/coarse_lock", "striped_map", {"overlap", {{"threads", threads}}}});
                return std::to_string(integer(reply, "in_flight"));
            }};
    }};

}  // namespace
