#pragma once
// Right: a local count, and one indivisible addition at the end of each thread.

#include <atomic>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::atomic<long> total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                count += happened(thread, i) ? 1 : 0;
            total.fetch_add(count, std::memory_order_relaxed);  // relaxed: only the sum matters; join orders it
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total.load(std::memory_order_relaxed);  // relaxed: join has ordered all additions before
}
