// Evasion: the update is one line of assembler, which ThreadSanitizer does not instrument. It is not atomic either.
#pragma once

#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            for (long i = 0; i < per_thread; ++i) {
                long const more = happened(thread, i) ? 1 : 0;
                asm volatile("addq %1, %0" : "+m"(total) : "r"(more));
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
