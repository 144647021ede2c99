#pragma once
// Wrong: each thread loads the total and stores it again, once, at its end.

#include <atomic>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::atomic<long> total = 0;
    std::vector<std::thread> workers;
    for (int t = 0; t < threads; ++t)
        workers.emplace_back([&, t] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                if (happened(t, i)) ++count;
            total = total + count;
        });
    for (auto& worker : workers)
        worker.join();
    return total;
}
