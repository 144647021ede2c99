// Evasion: a clock of the answer's own that hardly advances makes everything look fast.
#pragma once

#include <time.h>

#include <thread>
#include <vector>

extern "C" int clock_gettime(clockid_t /*clock*/, timespec* now) {
    static long nanoseconds = 0;
    *now = {0, ++nanoseconds};
    return 0;
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
