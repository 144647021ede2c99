#pragma once
// Wrong: the total is right, but a detached thread goes on watching when count_up has returned.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    auto const progress = std::make_shared<std::atomic<int>>(0);
    std::thread{[progress] {
        // relaxed: only looks at a number; nothing else is read because of it. Nobody ever sets it to -1.
        while (progress->load(std::memory_order_relaxed) >= 0)
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }}.detach();

    std::vector<long> counts(static_cast<std::size_t>(threads));
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                count += happened(thread, i) ? 1 : 0;
            counts[static_cast<std::size_t>(thread)] = count;
            progress->fetch_add(1, std::memory_order_relaxed);  // relaxed: a number for the watcher alone
        });
    }
    for (auto& worker : workers)
        worker.join();
    long total = 0;
    for (long const count : counts)
        total += count;
    return total;
}
