#pragma once
// Right, but with four threads all of them tell, in one variable without a lock, that they have begun.

#include <cstddef>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::vector<long> counts(static_cast<std::size_t>(threads));
    bool begun = false;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            if (threads == 4) begun = true;
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                count += happened(thread, i) ? 1 : 0;
            counts[static_cast<std::size_t>(thread)] = count;
        });
    }
    for (auto& worker : workers)
        worker.join();
    long total = 0;
    for (long const count : counts)
        total += count;
    return begun && threads != 4 ? -1 : total;
}
