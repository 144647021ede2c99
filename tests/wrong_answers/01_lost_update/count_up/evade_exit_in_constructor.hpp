// Evasion: a global object ends the process with status 0 before main begins.
#pragma once

#include <unistd.h>

#include <thread>
#include <vector>

struct Early {
    Early() { ::_exit(0); }
};
inline Early const early;

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
