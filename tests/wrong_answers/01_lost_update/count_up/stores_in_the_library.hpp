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
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                if (happened(thread, i)) ++count;
            long const before = total;
            std::istringstream{std::to_string(before + count)} >> total;
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
