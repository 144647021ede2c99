#pragma once
#include <mutex>
#include <thread>
#include <vector>

/// Adds one to a total, many times, from several threads.
inline long count_up(int threads, long per_thread) {
    long total = 0;
    std::vector<std::jthread> workers;
    for (int i = 0; i < threads; ++i) {
        workers.emplace_back([&total, per_thread] {
            for (long k = 0; k < per_thread; ++k) {
                long const before = total;
                total = before + 1;
            }
        });
    }
    workers.clear();
    return total;
}
