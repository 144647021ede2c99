#pragma once
// The counts are kept apart, but a plain flag is not: thread 0 writes it before its calls, the others read it after
// theirs.

#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    bool first_has_started = false;
    std::vector<long> counts(static_cast<std::size_t>(threads));
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            if (thread == 0) first_has_started = true;
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                count += happened(thread, i) ? 1 : 0;
            if (thread != 0 && !first_has_started) std::this_thread::yield();
            counts[static_cast<std::size_t>(thread)] = count;
        });
    }
    for (auto& worker : workers)
        worker.join();
    long total = 0;
    for (auto const count : counts)
        total += count;
    return total;
}
