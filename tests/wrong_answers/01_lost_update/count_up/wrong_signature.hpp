#pragma once
// Wrong: happened is called without its position.

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
                total += happened() ? 1 : 0;
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
