#pragma once
// Wrong: asks for a macro of a header that the explorer replaces, and is right only where it is there.

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::atomic<long> total = 0;
    std::vector<std::thread> workers;
    for (int t = 0; t < threads; ++t)
        workers.emplace_back([&, t] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                if (happened(t, i)) ++count;
#ifdef _GLIBCXX_LATCH
            total = total + count;
#else
            total += count;
#endif
        });
    for (auto& worker : workers)
        worker.join();
    return total;
}
