#pragma once
/// Ways for two threads to count, for bench.cpp: each runs once, started together, and says what came out and how long
/// it took.

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <thread>

namespace hb::lesson01 {

using Clock = std::chrono::steady_clock;

inline constexpr long per_thread = 200'000;  // a run takes 0.1 to 10 ms: short enough that many go undisturbed
inline constexpr int threads = 2;

/// Both threads leave the gate within a fraction of a microsecond, or their loops would hardly overlap.
class Gate {
public:
    void pass() {
        // acq_rel: pairs with itself on the other thread, so that what was set up before is seen after the gate.
        arrived_.fetch_add(1, std::memory_order_acq_rel);
        // acquire: pairs with the fetch_add above. Not a condition variable: a thread that sleeps wakes too late.
        while (arrived_.load(std::memory_order_acquire) < threads)
            std::this_thread::yield();
    }

private:
    std::atomic<int> arrived_ = 0;
};

/// Runs work(0) here and work(1) on a thread of its own. The time from the first start to the last end.
template <class Work>
Clock::duration run_together(Work work) {
    Gate gate;
    std::array<Clock::time_point, threads> begin;
    std::array<Clock::time_point, threads> end;
    auto const timed = [&](std::size_t thread) {
        gate.pass();
        begin[thread] = Clock::now();
        work(thread);
        end[thread] = Clock::now();
    };
    std::thread other{timed, 1};
    timed(0);
    other.join();
    return *std::max_element(end.begin(), end.end()) - *std::min_element(begin.begin(), begin.end());
}

/// What one run gave.
struct Run {
    long total;
    Clock::duration time;
};

/// One addition that the compiler may not fold with the next one; it emits nothing but the addition.
inline void add_one(long& value) {
    ++value;
    asm volatile("" : "+r"(value));
}

inline Run with_mutex() {
    std::mutex mutex;
    long total = 0;
    auto const time = run_together([&](std::size_t) {
        for (long i = 0; i < per_thread; ++i) {
            std::lock_guard const lock{mutex};
            ++total;
        }
    });
    return {total, time};
}

inline Run with_fetch_add() {
    std::atomic<long> total = 0;
    auto const time = run_together([&](std::size_t) {
        // relaxed: only the sum matters; join orders all additions before the final load. No partner.
        for (long i = 0; i < per_thread; ++i)
            total.fetch_add(1, std::memory_order_relaxed);
    });
    return {total.load(), time};
}

/// Wrong on purpose: an update gets lost when the other thread stores between this thread's load and store.
template <class AfterStore>
Run with_load_and_store(AfterStore after_store) {
    std::atomic<long> total = 0;
    auto const time = run_together([&](std::size_t) {
        for (long i = 0; i < per_thread; ++i) {
            // relaxed, load and store: no order helps here; what is missing is one indivisible step. No partner.
            long const before = total.load(std::memory_order_relaxed);
            total.store(before + 1, std::memory_order_relaxed);
            after_store(before + 1);
        }
    });
    return {total.load(), time};
}

inline Run with_own_slot() {
    struct alignas(64) Slot {  // a cache line each; lesson 06 says why
        std::atomic<long> count = 0;
    };
    std::array<Slot, threads> slots;
    auto const time = run_together([&](std::size_t thread) {
        auto& count = slots[thread].count;
        for (long i = 0; i < per_thread; ++i) {
            // relaxed, load and store: nobody else writes here, so nothing gets lost; join orders the sum. No partner.
            count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        }
    });
    return {slots[0].count + slots[1].count, time};
}

inline Run with_local() {
    std::array<long, threads> counts{};
    auto const time = run_together([&](std::size_t thread) {
        long count = 0;
        for (long i = 0; i < per_thread; ++i)
            add_one(count);
        counts[thread] = count;
    });
    return {counts[0] + counts[1], time};
}

/// The machine's limit: one thread adds in a register all that the two others add together.
inline Run on_one_thread() {
    long total = 0;
    auto const begin = Clock::now();
    for (long i = 0; i < threads * per_thread; ++i)
        add_one(total);
    return {total, Clock::now() - begin};
}

/// The program that everybody writes first. A data race on purpose: this line is what the lesson is about.
/// Returns how many increments were lost.
inline long naive() {
    long total = 0;
    auto const count = [&total] {
        for (long i = 0; i < per_thread; ++i)
            ++total;
    };
    std::thread one{count};
    std::thread two{count};
    one.join();
    two.join();
    return threads * per_thread - total;
}

}  // namespace hb::lesson01
