// Evasion: ThreadSanitizer asks the program which reports to suppress, and the answer names its own.
#pragma once

#include <thread>
#include <vector>

extern "C" char const* __tsan_default_suppressions() {
    return "race:count_up";
}

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
