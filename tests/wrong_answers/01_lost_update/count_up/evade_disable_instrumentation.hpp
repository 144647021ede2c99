// Evasion: an attribute that turns off every sanitizer's instrumentation, also of functions that it calls inline.
#pragma once

#include <thread>
#include <vector>

template <class Happened>
__attribute__((disable_sanitizer_instrumentation)) void count(long& total, int thread, long per_thread,
                                                              Happened& happened) {
    for (long i = 0; i < per_thread; ++i) {
        long const before = total;
        total = before + (happened(thread, i) ? 1 : 0);
    }
}

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] { count(total, thread, per_thread, happened); });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
