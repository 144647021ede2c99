// Evasion: a pragma puts the attribute no_sanitize on every function that follows.
#pragma once

#include <thread>
#include <vector>

#pragma clang attribute push(__attribute__((no_sanitize("thread"))), apply_to = function)

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            for (long i = 0; i < per_thread; ++i) {
                long const before = total;
                total = before + (happened(thread, i) ? 1 : 0);
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}

#pragma clang attribute pop
