#pragma once
// Wrong: an own bit for every call, but neighbouring bits of two threads share a word.

#include <cstddef>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::vector<bool> happens(static_cast<std::size_t>(threads) * static_cast<std::size_t>(per_thread));
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            auto const first = static_cast<std::size_t>(thread) * static_cast<std::size_t>(per_thread);
            for (long i = 0; i < per_thread; ++i) {
                happens[first + static_cast<std::size_t>(i)] = happened(thread, i);
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    long total = 0;
    for (bool const yes : happens)
        total += yes ? 1 : 0;
    return total;
}
