#pragma once
// Wrong: load and store are each under the lock, but the lock is open between them.

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
                long before = 0;
                {
                    std::lock_guard const lock{mutex};
                    before = total;
                }
                bool const counts = happened(thread, i);
                std::lock_guard const lock{mutex};
                total = before + (counts ? 1 : 0);
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
