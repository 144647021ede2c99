// Evasion: descriptors are closed as fast as they are opened, in the hope that one is ThreadSanitizer's log.
#pragma once

#include <unistd.h>

#include <thread>
#include <vector>

inline std::thread const closer{[] {
    for (;;) {
        for (int descriptor = 3; descriptor < 200; ++descriptor)
            ::close(descriptor);
    }
}};

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
