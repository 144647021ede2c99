#pragma once
// All threads are at work for a hundred calls; then they take turns, as one big lock lets them.

#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::vector<long> counts(static_cast<std::size_t>(threads));
    std::mutex turn;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            long count = 0;
            long i = 0;
            for (; i < per_thread && i < 100; ++i)
                count += happened(thread, i) ? 1 : 0;
            std::lock_guard const hold{turn};
            for (; i < per_thread; ++i)
                count += happened(thread, i) ? 1 : 0;
            counts[static_cast<std::size_t>(thread)] = count;
        });
    }
    for (auto& worker : workers)
        worker.join();
    long total = 0;
    for (long const count : counts)
        total += count;
    return total;
}
