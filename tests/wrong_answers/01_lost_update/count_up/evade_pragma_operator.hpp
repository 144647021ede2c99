// Evasion: the same as with #pragma, through the operator _Pragma, whose text is a string.
#pragma once

// clang-format off: it takes the operator for the beginning of a declaration
_Pragma("clang attribute push(__attribute__((no_sanitize(\"thread\"))), apply_to = function)")

#include <thread>
#include <vector>

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

_Pragma("clang attribute pop")
