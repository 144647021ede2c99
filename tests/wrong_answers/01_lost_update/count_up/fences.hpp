#pragma once
// Right, and unusual: who is done last adds up; fences order the slots, which ThreadSanitizer does not model.

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::vector<long> counts(static_cast<std::size_t>(threads));
    std::atomic<int> done = 0;
    long total = 0;
    std::vector<std::jthread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                if (happened(thread, i)) ++count;
            counts[static_cast<std::size_t>(thread)] = count;
            // release: orders the slot before the addition, whose order is relaxed. Pairs with the acquire fence.
            std::atomic_thread_fence(std::memory_order_release);
            // relaxed: the fences order. Whoever comes last has read what all others added.
            if (done.fetch_add(1, std::memory_order_relaxed) + 1 < threads) return;
            // acquire: orders the addition before the reading of the slots. Pairs with the release fences.
            std::atomic_thread_fence(std::memory_order_acquire);
            for (long const each : counts)
                total += each;
        });
    }
    workers.clear();
    return total;
}
