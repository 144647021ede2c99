#pragma once
// Wrong: as everybody writes it first. Nothing waits between load and store, so the total is often right.

#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            for (long i = 0; i < per_thread; ++i) {
                if (happened(thread, i)) ++total;
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
