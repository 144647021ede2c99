#pragma once
// Right: a thread_local variable is a variable of its own for each thread.

#include <cstddef>
#include <thread>
#include <vector>

inline thread_local long count_of_this_thread = 0;

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::vector<long> counts(static_cast<std::size_t>(threads));
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&happened, per_thread, thread, &slot = counts[static_cast<std::size_t>(thread)]] {
            for (long i = 0; i < per_thread; ++i)
                count_of_this_thread += happened(thread, i) ? 1 : 0;
            slot = count_of_this_thread;
        });
    }
    for (auto& worker : workers)
        worker.join();
    long total = 0;
    for (auto const count : counts)
        total += count;
    return total;
}
