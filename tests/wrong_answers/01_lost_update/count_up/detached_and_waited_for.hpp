#pragma once
// Right: the threads are detached, but the last thing each of them does is to tell that it is done, and all are waited
// for.

#include <cstddef>
#include <latch>
#include <memory>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::vector<long> counts(static_cast<std::size_t>(threads));
    auto const done = std::make_shared<std::latch>(threads);  // shared: count_down may still be at work when we return
    for (int thread = 0; thread < threads; ++thread) {
        std::thread{[&happened, &counts, done, per_thread, thread] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                count += happened(thread, i) ? 1 : 0;
            counts[static_cast<std::size_t>(thread)] = count;
            done->count_down();
        }}.detach();
    }
    done->wait();
    long total = 0;
    for (long const count : counts)
        total += count;
    return total;
}
