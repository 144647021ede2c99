// The scenarios of count_up: it counts under yields that make a lost update show, it meets, and it counts at full
// speed.

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <list>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "count_up.inputs.hpp"
#include "subject/rendezvous.hpp"
#include "subject/scenario.hpp"
#include HB_ANSWER

namespace hb::lesson01 {
namespace {

using subject::Arguments;
using subject::BadArguments;
using subject::Parameter;
using subject::Rendezvous;
using subject::Scenario;
using subject::Values;

constexpr std::int64_t most_threads = 64;

struct Size {
    int threads;
    long per_thread;
};

Size size_of(Arguments const& given) {
    auto const threads = given.integer("threads");
    auto const per_thread = given.integer("per_thread");
    if (threads < 1 || threads > most_threads || per_thread < 0) {
        throw BadArguments{"threads must be 1 to " + std::to_string(most_threads) + ", per_thread at least 0"};
    }
    return {static_cast<int>(threads), static_cast<long>(per_thread)};
}

constexpr Parameter threads(std::int64_t standard) {
    return {"threads", standard, "how many, 1 to 64"};
}
constexpr Parameter per_thread(std::int64_t standard) {
    return {"per_thread", standard, "calls on each"};
}

/// The answer, held to its signature.
template <class Happened>
long ask(Size size, Happened happened) {
    static_assert(std::is_same_v<decltype(::count_up(size.threads, size.per_thread, happened)), long>,
                  "count_up must return long");
    return ::count_up(size.threads, size.per_thread, happened);
}

/// Calls counted for each thread apart, so that counting disturbs the answer as little as may be.
class Calls {
public:
    // relaxed: adds no order between the answer's threads, so it hides no race of theirs from ThreadSanitizer.
    void note(int thread) {
        slots_[static_cast<unsigned>(thread) % slots_.size()].calls.fetch_add(1, std::memory_order_relaxed);
    }

    [[nodiscard]] std::int64_t sum() const {
        std::int64_t total = 0;
        // relaxed: the answer has joined its threads, or its total is wrong anyway.
        for (auto const& slot : slots_)
            total += slot.calls.load(std::memory_order_relaxed);
        return total;
    }

private:
    struct alignas(64) Slot {  // a cache line each
        std::atomic<std::int64_t> calls = 0;
    };
    std::array<Slot, most_threads> slots_;
};

Values count_with_yields(Arguments const& given) {
    auto const size = size_of(given);
    auto const seed = given.seed();
    auto const percent = static_cast<long>(given.integer("percent"));
    Calls calls;
    // What was loaded before the first call is out of date when the call returns: who stores it after all loses updates
    // in every run, on a busy machine and on one core too. A serial answer waits once, in vain.
    Rendezvous first_calls{size.threads, subject::patience};
    auto const total = ask(size, [&, seed, percent, per_thread = size.per_thread](int thread, long i) {
        auto const at = position(thread, i, per_thread);
        calls.note(thread);
        if (i == 0) first_calls.arrive();
        if (yields(seed, at)) std::this_thread::yield();
        return happens(seed, at, percent);
    });
    return {{"total", total}, {"calls", calls.sum()}};
}

// The number of calls is shown without an expected one: a lost update is a call that was made and does not count.
Values expected_with_yields(Arguments const& given) {
    auto const size = size_of(given);
    auto const percent = static_cast<long>(given.integer("percent"));
    return {{"total", count_up_total(given.seed(), size.threads, size.per_thread, percent)}};
}

/// Calls that meet: the n-th calls of all threads wait for each other, for each n of a list. Neither a serial answer
/// nor one that is parallel for a while only can keep up.
class Meetings {
public:
    /// `at` ascends.
    Meetings(std::int64_t threads, std::vector<long> at)
        : threads_{threads}, at_{std::move(at)}, calls_(static_cast<std::size_t>(threads)) {
        for (std::size_t i = 0; i < at_.size(); ++i)
            places_.emplace_back(threads, std::chrono::seconds{2});
    }

    void call(int thread) {
        // relaxed: only counts this thread's own calls.
        auto const call = calls_.at(static_cast<std::size_t>(thread)).fetch_add(1, std::memory_order_relaxed);
        auto const meeting = std::lower_bound(at_.begin(), at_.end(), call);
        if (meeting == at_.end() || *meeting != call) return;
        // relaxed: whoever misses a failed meeting waits once more, in vain.
        if (failed_.load(std::memory_order_relaxed)) return;
        auto& place = *std::next(places_.begin(), meeting - at_.begin());
        place.arrive();
        if (place.most_together() < threads_) failed_.store(true, std::memory_order_relaxed);
    }

    /// In the meeting to which the fewest came; call it when all calls have returned.
    [[nodiscard]] std::int64_t fewest() const {
        auto fewest = threads_;
        for (auto const& place : places_) {
            // Nobody comes to a meeting after one that failed.
            if (place.most_together() > 0) fewest = std::min(fewest, place.most_together());
        }
        return places_.front().most_together() == 0 ? 0 : fewest;
    }

private:
    std::int64_t const threads_;
    std::vector<long> const at_;
    std::list<Rendezvous> places_;
    std::vector<std::atomic<long>> calls_;
    std::atomic<bool> failed_ = false;
};

/// The first call, the last one, and some between them that nobody can foresee.
std::vector<long> meeting_calls(std::uint64_t seed, long per_thread) {
    constexpr std::uint64_t between = 6;
    std::vector<long> at{0, per_thread - 1};
    for (std::uint64_t i = 1; i <= between; ++i)
        at.push_back(static_cast<long>(subject::mixed(seed, i) % static_cast<std::uint64_t>(per_thread)));
    std::sort(at.begin(), at.end());
    at.erase(std::unique(at.begin(), at.end()), at.end());
    return at;
}

std::int64_t in_flight(Size size, std::uint64_t seed) {
    Meetings meetings{size.threads, meeting_calls(seed, size.per_thread)};
    ask(size, [&meetings](int thread, long) {
        meetings.call(thread);
        return true;
    });
    return meetings.fewest();
}

/// In a short run of as many threads as are asked for, and in a long one of two, as `fast` times: an answer may take
/// different ways.
Values meet(Arguments const& given) {
    constexpr std::int64_t two = 2;
    auto const size = size_of(given);
    if (size.per_thread == 0) throw BadArguments{"per_thread must be at least 1"};
    auto const few = static_cast<long>(100 + subject::mixed(given.seed(), 0) % 900);
    auto const of_two = in_flight({two, size.per_thread}, given.seed());
    return {{"in_flight", of_two < two ? of_two : in_flight({size.threads, few}, given.seed())}};
}

Values all_meet(Arguments const& given) {
    return {{"in_flight", given.integer("threads")}};
}

long count_at_full_speed(Size size, std::uint64_t seed) {
    return ask(size, [seed, per_thread = size.per_thread](int thread, long i) {
        auto hash = subject::mixed(seed, position(thread, i, per_thread));
        // Emits nothing; but now the compiler can foresee no value, hence neither fold nor vectorise the calls.
        asm volatile("" : "+r"(hash));
        return tally_happens(hash, i);
    });
}

Values count_once(Arguments const& given) {
    return {{"total", count_at_full_speed(size_of(given), given.seed())}};
}

Values expected_once(Arguments const& given) {
    auto const size = size_of(given);
    return {{"total", tally_total(given.seed(), size.threads, size.per_thread)}};
}

/// What `count` gives for 1, 2, ... threads, added up.
template <class Count>
Values with_each_number(Arguments const& given, Count count) {
    auto size = size_of(given);
    long total = 0;
    for (auto const most = std::exchange(size.threads, 1); size.threads <= most; ++size.threads)
        total += count(size, given.seed());
    return {{"total", total}};
}

Values count_with_each_number(Arguments const& given) {
    return with_each_number(given, count_at_full_speed);
}

Values expected_with_each_number(Arguments const& given) {
    return with_each_number(
        given, [](Size size, std::uint64_t seed) { return tally_total(seed, size.threads, size.per_thread); });
}

Scenario const count_up{
    "count_up",
    "threads count together; first calls wait for each other, some later ones yield; total is what came out",
    {threads(2), per_thread(100'000), {"percent", 100, "of the calls in which something happened"}},
    count_with_yields,
    expected_with_yields};
Scenario const overlap{"overlap",
                       "some calls wait until one of each thread is there; in_flight is how many were",
                       {threads(2), {"per_thread", 100'000, "calls on each of two; then fewer, on all threads"}},
                       meet,
                       all_meet};
Scenario const tally{"tally",
                     "threads count without pause, for the clock",
                     {threads(2), per_thread(2'000'000)},
                     count_once,
                     expected_once};
Scenario const sweep{"sweep",
                     "tally with one thread, then with two, and so on; total is that of all",
                     {threads(9), per_thread(2'000)},
                     count_with_each_number,
                     expected_with_each_number};

}  // namespace
}  // namespace hb::lesson01
