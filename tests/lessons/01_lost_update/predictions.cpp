// What a student of lesson 01 predicts: where one interleaving ends, how much can get lost, and what ThreadSanitizer
// sees of it.

#include "grade/prediction.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "interleavings.hpp"

using namespace hb::grade;

namespace hb::lesson01 {
namespace {

/// The schedule, replayed on real threads: the total.
std::string replayed_total(Experiment& experiment, std::int64_t threads, std::string const& schedule) {
    auto const reply =
        experiment.run({"solutions", "split_increment", {"replay", {{"increments", threads}, {"schedule", schedule}}}});
    return std::to_string(integer(reply, "total"));
}

/// The choices that are left as wrong ones; a set, because some coincide in small variants.
std::vector<std::string> all_but(std::string const& right, std::set<std::string> choices) {
    choices.erase(right);
    return {choices.begin(), choices.end()};
}

/// AAB as "A load, A add, B load".
std::string in_words(std::string const& schedule) {
    constexpr char const* steps[] = {"load", "add", "store"};
    std::string words;
    for (std::size_t i = 0; i < schedule.size(); ++i) {
        auto const before =
            std::count(schedule.begin(), schedule.begin() + static_cast<std::ptrdiff_t>(i), schedule[i]);
        if (i > 0) words += ", ";
        words += schedule[i] + std::string{' '} + steps[before % 3];
    }
    return words;
}

PredictionFor const one_interleaving{
    "interleaving", [](Variant& variant) -> Prediction {
        auto schedule = variant.pick<std::string>({"AAABBBCCC", "AAAAAABBB", "AAABBBBBB"});
        variant.shuffle(schedule);
        auto const right = std::to_string(total_of(schedule));
        std::int64_t const threads = schedule.find('C') == std::string::npos ? 2 : 3;
        return {.question = (threads == 3 ? "Three threads increment a counter that starts at 0, once each."
                                          : "Two threads increment a counter that starts at 0, three times together.") +
                            std::string{" Their steps happen in this order: "} + in_words(schedule) +
                            ". What does the counter show at the end?",
                .right = right,
                .wrong = all_but(right, {"0", "1", "2", "3"}),
                .why =
                    "A store writes what its thread loaded, plus one, whatever was stored since that load. Follow "
                    "the last store back to its load, and you have the total.",
                .happens = [=](Experiment& experiment) { return replayed_total(experiment, threads, schedule); }};
    }};

PredictionFor const smallest_total{
    "lost update", [](Variant& variant) -> Prediction {
        struct Size {
            int threads;
            int increments;
        };
        auto const [threads, increments] = variant.pick<Size>({{2, 1}, {2, 3}, {2, 4}, {2, 5}, {3, 1}, {3, 3}});
        auto const totals = every_total(static_cast<std::size_t>(threads), increments);
        auto const [smallest, schedule] = *totals.begin();
        auto const right = std::to_string(smallest);
        return {
            .question = (threads == 2 ? "Two" : "Three") + std::string{" threads increment one counter, "} +
                        (increments == 1 ? "once" : std::to_string(increments) + " times") +
                        " each. It starts at 0; every increment loads, adds 1 and stores, and any order of the "
                        "threads' steps can happen. What is the smallest total that they can end with?",
            .right = right,
            .wrong = all_but(right, {"0", "1", "2", std::to_string(increments), std::to_string(threads * increments)}),
            .why = increments == 1
                       ? "All can load 0 before any of them stores: each then stores 1. Less is not possible: every "
                         "store writes at least 1."
                       : "One thread loads 0 and sleeps, while the others do all but one last increment; then it "
                         "stores 1. Whoever has the last increment loads this 1 and sleeps, while the first ends; "
                         "then it stores 2. Less is not possible: trying every order finds none. The program "
                         "replayed such an order.",
            .happens = [threads, schedule](Experiment& experiment) {
                return replayed_total(experiment, threads, schedule);
            }};
    }};

/// How threads may count, and what comes of it.
struct Way {
    char const* set;
    char const* told;
    bool loses;
    bool races;
};

std::string outcome(bool loses, bool races) {
    return std::string{loses ? "updates get lost" : "the total is right"} +
           (races ? ", and it reports a data race" : ", and it reports nothing");
}

char const* why(Way const& way) {
    if (!way.loses) return "Each count is one indivisible step, and each access is ordered: neither kind of race.";
    if (way.races) {
        return "Nothing orders the threads' accesses to an ordinary variable: a data race, and the lost updates come "
               "on "
               "top. volatile changes neither.";
    }
    return "Each single access is safe, so there is no data race, and ThreadSanitizer looks for nothing else. The "
           "increment is still two steps, and what happens between them gets lost: a race condition.";
}

PredictionFor const seen_by_tsan{
    "data race", [](Variant& variant) -> Prediction {
        auto const way = variant.pick<Way>({
            {"kit/shared_counter", "read from an ordinary long, then write it back plus one", true, true},
            {"kit/volatile_counter", "read from a volatile long, then write it back plus one", true, true},
            {"kit/atomic_load_then_store", "load from a std::atomic<long>, then store it back plus one", true, false},
            {"kit/mutex_around_the_load",
             "read from a long under a mutex, unlock, lock again, and write it back plus one", true, false},
            {"kit/atomic_for_every_count", "call fetch_add(1) of one std::atomic<long>", false, false},
            {"kit/mutex_for_every_count", "lock a mutex, do ++total on an ordinary long, and unlock", false, false},
        });
        auto const threads = variant.pick<std::int64_t>({2, 3, 4});
        auto const per_thread = variant.pick<std::int64_t>({1000, 5000, 20'000});
        auto const right = outcome(way.loses, way.races);
        return {.question = std::to_string(threads) + " threads count " + std::to_string(per_thread) +
                            " events each. For every event they " + way.told +
                            "; no thread goes past its first event before all have begun it. ThreadSanitizer watches a "
                            "second run. What do the two runs show?",
                .right = right,
                .wrong = all_but(
                    right, {outcome(true, true), outcome(true, false), outcome(false, true), outcome(false, false)}),
                .why = why(way),
                .happens = [=](Experiment& experiment) {
                    auto const reply = experiment.run(
                        {way.set, "count_up", {"count_up", {{"threads", threads}, {"per_thread", per_thread}}}});
                    // tally, because the meeting of the first calls in count_up would order the threads under TSan.
                    bool const races = experiment.reports_data_race(
                        {way.set, "count_up", {"tally", {{"threads", threads}, {"per_thread", per_thread}}}});
                    return outcome(integer(reply, "total") != threads * per_thread, races);
                }};
    }};

}  // namespace
}  // namespace hb::lesson01
