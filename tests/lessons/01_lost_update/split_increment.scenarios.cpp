// The scenarios of split_increment: a schedule replayed step by step, and threads that run free.

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "subject/on_threads.hpp"
#include "subject/scenario.hpp"
#include HB_ANSWER

namespace hb::lesson01 {
namespace {

using subject::Arguments;
using subject::BadArguments;
using subject::on_threads;
using subject::Scenario;
using subject::Texts;
using subject::Values;

constexpr char const* step_names[] = {"load", "add", "store"};
constexpr std::size_t steps_of_an_increment = 3;

/// The schedule, as a baton that goes from thread to thread: letter n says whose turn number n is.
///
/// Any thread may call take and pass. Memory ordering: everything before a pass happens before the return of every
/// later take, so that turns are ordered whatever the answer does.
class Baton {
public:
    explicit Baton(std::string schedule) : schedule_{std::move(schedule)} {}

    /// Waits for this letter's next turn. False if it has none left.
    bool take(char letter) {
        std::unique_lock lock{mutex_};
        passed_.wait(lock,
                     [&] { return schedule_.find(letter, turn_) == std::string::npos || schedule_[turn_] == letter; });
        return turn_ < schedule_.size() && schedule_[turn_] == letter;
    }

    void pass() {
        std::lock_guard const lock{mutex_};
        ++turn_;
        passed_.notify_all();
    }

private:
    std::string const schedule_;
    std::size_t turn_ = 0;
    std::mutex mutex_;
    std::condition_variable passed_;
};

std::string step_text(char letter, std::size_t step, long counter) {
    return std::string{letter} + ' ' + step_names[step] + ", counter " + std::to_string(counter);
}

struct Schedule {
    int increments;
    std::string turns;
    long first;  ///< what the counter begins with
};

Schedule schedule_of(Arguments const& given) {
    constexpr std::int64_t letters = 26;
    constexpr std::size_t most_turns = 1000;
    auto const increments = given.integer("increments");
    auto const& turns = given.text("schedule");
    if (increments < 1 || increments > letters) throw BadArguments{"increments must be 1 to 26"};
    if (turns.size() > most_turns) throw BadArguments{"a schedule has at most 1000 turns"};
    for (char const letter : turns) {
        if (letter < 'A' || letter >= static_cast<char>('A' + increments)) {
            throw BadArguments{"the schedule names " + std::string{letter} + ", which is no increment"};
        }
    }
    return {static_cast<int>(increments), turns, static_cast<long>(given.integer("first"))};
}

Values replayed(Arguments const& given) {
    auto const schedule = schedule_of(given);
    std::atomic<long> counter = schedule.first;
    Texts steps;  // written only by the thread whose turn it is
    Baton baton{schedule.turns};
    std::deque<::SplitIncrement> increments;  // all made before any step: making one may not load
    for (int number = 0; number < schedule.increments; ++number)
        increments.emplace_back(counter);

    on_threads(schedule.increments, [&](std::int64_t number) {
        auto& increment = increments[static_cast<std::size_t>(number)];
        auto const letter = static_cast<char>('A' + number);
        for (std::size_t step = 0; baton.take(letter); step = (step + 1) % steps_of_an_increment) {
            if (step == 0) increment.load();
            if (step == 1) increment.add();
            if (step == 2) increment.store();
            // relaxed: the baton orders all turns.
            steps.push_back(step_text(letter, step, counter.load(std::memory_order_relaxed)));
            baton.pass();
        }
    });
    return {{"total", counter.load()}, {"steps", steps}};
}

Values expected_of_replay(Arguments const& given) {
    struct Increment {
        std::size_t step = 0;
        long seen = 0;
    };
    auto const schedule = schedule_of(given);
    std::vector<Increment> increments(static_cast<std::size_t>(schedule.increments));
    long counter = schedule.first;
    Texts steps;
    for (char const letter : schedule.turns) {
        auto& [step, seen] = increments[static_cast<std::size_t>(letter - 'A')];
        if (step == 0) seen = counter;
        if (step == 1) ++seen;
        if (step == 2) counter = seen;
        steps.push_back(step_text(letter, step, counter));
        step = (step + 1) % steps_of_an_increment;
    }
    return {{"total", counter}, {"steps", steps}};
}

Values run_free(Arguments const& given) {
    auto const threads = given.integer("threads");
    auto const per_thread = given.integer("per_thread");
    if (per_thread < 0) throw BadArguments{"per_thread must be at least 0"};
    std::atomic<long> counter = 0;
    on_threads(threads, [&counter, per_thread](std::int64_t) {
        ::SplitIncrement increment{counter};
        for (std::int64_t i = 0; i < per_thread; ++i) {
            increment.load();
            increment.add();
            std::this_thread::yield();  // makes room for the other threads where it hurts
            increment.store();
        }
    });
    // Lesson 01's predict_totals shows why 2 is the least, however many increments there are.
    auto const least = threads == 1 ? per_thread : std::min<std::int64_t>(per_thread, 2);
    auto const total = counter.load();
    return {{"total", total}, {"possible", least <= total && total <= threads * per_thread ? "yes" : "no"}};
}

// Which total comes out is chance; only its bounds are known.
Values within_bounds(Arguments const&) {
    return {{"possible", "yes"}};
}

Scenario const replay{
    "replay",
    "each increment is on a thread of its own and does its next step when the schedule names its letter",
    {{"increments", 2, "how many: A, B, ..., at most 26"},
     {"schedule", "ABABAB", "whose turn it is, step by step"},
     {"first", 0, "what the counter begins with"}},
    replayed,
    expected_of_replay};
Scenario const free_run{"free_run",
                        "the threads run as they like, with a pause between load and store; total is what came out",
                        {{"threads", 2, "how many, 1 to 64"}, {"per_thread", 1000, "increments on each"}},
                        run_free,
                        within_bounds};

}  // namespace
}  // namespace hb::lesson01
