// Evasion: the older spelling of the attribute that turns instrumentation off, in C++11's brackets.
#pragma once

#include <thread>
#include <vector>

template <class Happened>
[[gnu::no_sanitize_thread]] void count(long& total, int thread, long per_thread, Happened& happened) {
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
