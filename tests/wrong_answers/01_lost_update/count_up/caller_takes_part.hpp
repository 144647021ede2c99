#pragma once
// Right: the caller's own thread does the work of thread 0.

#include <cstddef>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::vector<long> counts(static_cast<std::size_t>(threads));
    auto const work = [&happened, &counts, per_thread](int thread) {
        long count = 0;
        for (long i = 0; i < per_thread; ++i)
            count += happened(thread, i) ? 1 : 0;
        counts[static_cast<std::size_t>(thread)] = count;
    };
    std::vector<std::thread> workers;
    for (int thread = 1; thread < threads; ++thread)
        workers.emplace_back(work, thread);
    work(0);
    for (auto& worker : workers)
        worker.join();

    long total = 0;
    for (long const count : counts)
        total += count;
    return total;
}
