// The scenarios of count_up: it counts under yields that make a lost update show, it meets, and it counts at full
// speed.

#include <array>
#include <atomic>
#include <cstdint>
#include <thread>
#include <type_traits>

#include "count_up.inputs.hpp"
#include "count_up.scenarios.hpp"
#include HB_ANSWER

namespace hb::lesson01 {

using subject::Arguments;
using subject::BadArguments;
using subject::Rendezvous;
using subject::Values;

namespace {

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

HB_RUNS_ONCE std::int64_t in_flight(Size size, std::uint64_t seed) {
    Meetings meetings{size.threads, meeting_calls(seed, size.per_thread)};
    ask(size, [&meetings](int thread, long) {
        meetings.call(thread);
        return true;
    });
    return meetings.fewest();
}

HB_RUNS_ONCE long count_at_full_speed(Size size, std::uint64_t seed) {
    return ask(size, [seed, per_thread = size.per_thread](int thread, long i) {
        auto hash = subject::mixed(seed, position(thread, i, per_thread));
        // Emits nothing; but now the compiler can foresee no value, hence neither fold nor vectorise the calls.
        asm volatile("" : "+r"(hash));
        return tally_happens(hash, i);
    });
}

}  // namespace

HB_RUNS_ONCE Values count_with_yields(Arguments const& given) {
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

/// In a short run of as many threads as are asked for, and in a long one of two, as `fast` times: an answer may take
/// different ways.
HB_RUNS_ONCE Values meet(Arguments const& given) {
    constexpr std::int64_t two = 2;
    auto const size = size_of(given);
    if (size.per_thread == 0) throw BadArguments{"per_thread must be at least 1"};
    auto const few = static_cast<long>(100 + subject::mixed(given.seed(), 0) % 900);
    auto const of_two = in_flight({two, size.per_thread}, given.seed());
    return {{"in_flight", of_two < two ? of_two : in_flight({size.threads, few}, given.seed())}};
}

HB_RUNS_ONCE Values count_once(Arguments const& given) {
    return {{"total", count_at_full_speed(size_of(given), given.seed())}};
}

HB_RUNS_ONCE Values count_with_each_number(Arguments const& given) {
    auto const [most, per_thread] = size_of(given);
    long total = 0;
    for (int threads = 1; threads <= most; ++threads)
        total += count_at_full_speed({threads, per_thread}, given.seed());
    return {{"total", total}};
}

}  // namespace hb::lesson01
