#pragma once
// Wrong: each thread is joined before the next one starts.

#include <thread>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    for (int thread = 0; thread < threads; ++thread) {
        std::thread worker{[&] {
            for (long i = 0; i < per_thread; ++i)
                total += happened(thread, i) ? 1 : 0;
        }};
        worker.join();
    }
    return total;
}
