#pragma once
// Right: a local count, and one lock at the end of each thread.

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
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                count += happened(thread, i) ? 1 : 0;
            std::lock_guard const lock{mutex};
            total += count;
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
