#pragma once
// Right: each thread counts in a cache line of its own; the jthreads join when they go out of scope.

#include <cstddef>
#include <thread>
#include <vector>

struct alignas(64) Slot {
    long count = 0;
};

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::vector<Slot> slots(static_cast<std::size_t>(threads));
    {
        std::vector<std::jthread> workers;
        for (int thread = 0; thread < threads; ++thread) {
            workers.emplace_back([&happened, per_thread, thread, &slot = slots[static_cast<std::size_t>(thread)]] {
                for (long i = 0; i < per_thread; ++i)
                    slot.count += happened(thread, i) ? 1 : 0;
            });
        }
    }
    long total = 0;
    for (auto const& slot : slots)
        total += slot.count;
    return total;
}
