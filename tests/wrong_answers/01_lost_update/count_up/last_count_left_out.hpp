#pragma once
// Wrong: the sum ends one slot too early.

#include <cstddef>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::vector<long> counts(static_cast<std::size_t>(threads));
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&happened, per_thread, thread, &slot = counts[static_cast<std::size_t>(thread)]] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                count += happened(thread, i) ? 1 : 0;
            slot = count;
        });
    }
    for (auto& worker : workers)
        worker.join();
    long total = 0;
    for (std::size_t slot = 0; slot + 1 < counts.size(); ++slot)
        total += counts[slot];
    return total;
}
