#pragma once
/// Threads that work at the same time, for bench.cpp.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <thread>
#include <vector>

namespace hb::lesson02 {

using Clock = std::chrono::steady_clock;

/// From the first thread's begin to the last one's end, and whether the threads ran side by side for most of it: on a
/// busy machine they may well run one after the other, and then nobody waits for a lock.
struct Together {
    Clock::duration time;
    bool side_by_side;
};

/// Runs work(thread) on each thread, all of them let go at once.
template <class Work>
Together run_together(int threads, Work work) {
    constexpr double most = 0.9;
    struct Span {
        Clock::time_point begin;
        Clock::time_point end;
    };
    std::vector<Span> spans(static_cast<std::size_t>(threads));
    std::atomic<int> ready = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            auto& span = spans[static_cast<std::size_t>(thread)];
            // acq_rel: pairs with itself on the other threads, so that what was set up before is seen after the gate.
            ready.fetch_add(1, std::memory_order_acq_rel);
            // acquire: pairs with the fetch_add above. Not a condition variable: a thread that sleeps wakes too late.
            while (ready.load(std::memory_order_acquire) < threads)
                std::this_thread::yield();
            span.begin = Clock::now();
            work(thread);
            span.end = Clock::now();
        });
    }
    for (auto& worker : workers)
        worker.join();
    auto begin = spans.front().begin;
    auto end = spans.front().end;
    Clock::duration busy{};
    for (auto const& span : spans) {
        begin = std::min(begin, span.begin);
        end = std::max(end, span.end);
        busy += span.end - span.begin;
    }
    return {end - begin,
            static_cast<double>(busy.count()) >= most * threads * static_cast<double>((end - begin).count())};
}

}  // namespace hb::lesson02
