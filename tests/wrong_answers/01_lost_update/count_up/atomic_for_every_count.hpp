#pragma once
// Right but slow: the counter moves from core to core at every count.

#include <atomic>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::atomic<long> total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            for (long i = 0; i < per_thread; ++i) {
                // relaxed: only the sum matters; join orders it before the load below.
                if (happened(thread, i)) total.fetch_add(1, std::memory_order_relaxed);
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total.load(std::memory_order_relaxed);  // relaxed: join has ordered all additions before
}
