#pragma once
// Wrong: starts no more threads than there are cores, and calls on different threads may wait for each other.

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    int const workers = std::min(threads, std::max(2, static_cast<int>(std::thread::hardware_concurrency())));
    std::atomic<long> total = 0;
    {
        std::vector<std::jthread> pool;
        for (int worker = 0; worker < workers; ++worker)
            pool.emplace_back([&, worker] {
                long count = 0;
                for (int t = worker; t < threads; t += workers)
                    for (long i = 0; i < per_thread; ++i)
                        if (happened(t, i)) ++count;
                total += count;
            });
    }
    return total;
}
