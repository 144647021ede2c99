#pragma once
/// Exercise 3 of lesson 01, solved: each thread counts in a variable of its own, and hands the result over once.
///
/// Memory ordering: all calls of happened, on any thread, happen before count_up returns (join synchronises with the
/// end of the thread). Therefore the slots need neither a lock nor an atomic.

#include <cstddef>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::vector<long> counts(static_cast<std::size_t>(threads));
    std::vector<std::thread> workers;
    workers.reserve(counts.size());
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&happened, per_thread, thread, &slot = counts[static_cast<std::size_t>(thread)]] {
            long count = 0;  // local: no other thread can see it, so nothing can get lost
            for (long i = 0; i < per_thread; ++i) {
                if (happened(thread, i)) ++count;
            }
            slot = count;  // once per thread, not once per call: neighbouring slots cost nothing
        });
    }
    for (auto& worker : workers)
        worker.join();

    long total = 0;
    for (long const count : counts)
        total += count;
    return total;
}
