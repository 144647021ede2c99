#pragma once
// Up to a hundred thousand calls each on a thread of its own; more than that one thread after the other.

#include <cstddef>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    bool const is_short = per_thread <= 100'000;
    std::vector<long> counts(static_cast<std::size_t>(threads));
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                count += happened(thread, i) ? 1 : 0;
            counts[static_cast<std::size_t>(thread)] = count;
        });
        if (!is_short) workers.back().join();
    }
    for (auto& worker : workers) {
        if (worker.joinable()) worker.join();
    }
    long total = 0;
    for (long const count : counts)
        total += count;
    return total;
}
