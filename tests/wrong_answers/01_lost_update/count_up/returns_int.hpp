#pragma once
// Wrong: an int holds too little for the totals that the contract allows.

#include <cstddef>
#include <thread>
#include <vector>

template <class Happened>
int count_up(int threads, long per_thread, Happened happened) {
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
    int total = 0;
    for (auto const count : counts)
        total += static_cast<int>(count);
    return total;
}
