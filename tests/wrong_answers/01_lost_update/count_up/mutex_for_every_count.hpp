#pragma once
// Right but slow: one lock operation for every call.

#include <mutex>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::mutex mutex;
    long total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            for (long i = 0; i < per_thread; ++i) {
                if (!happened(thread, i)) continue;
                std::lock_guard const lock{mutex};
                ++total;
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
