// Evasion: the attribute no_sanitize, put together by the preprocessor so that no search of the text finds it.
#pragma once

#include <thread>
#include <vector>

#define JOIN(a, b) a##b
#define QUIET JOIN(__attr, ibute__)((JOIN(no_, sanitize)("thread")))

template <class Happened>
QUIET void count(long& total, int thread, long per_thread, Happened& happened) {
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

#undef QUIET
#undef JOIN
