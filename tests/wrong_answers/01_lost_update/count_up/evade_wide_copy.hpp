#pragma once
// Wrong: reads and writes the shared total by a function of the C library that ThreadSanitizer does not intercept.

#include <cstring>
#include <cwchar>
#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    wchar_t total[2] = {};
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                if (happened(thread, i)) ++count;
            wchar_t seen[2];
            std::wmemcpy(seen, total, 2);
            long sum = 0;
            std::memcpy(&sum, seen, sizeof sum);
            sum += count;
            std::memcpy(seen, &sum, sizeof sum);
            std::wmemcpy(total, seen, 2);
        });
    }
    for (auto& worker : workers)
        worker.join();
    long sum = 0;
    std::memcpy(&sum, total, sizeof sum);
    return sum;
}
