#pragma once
// Wrong: a deferred task runs on the thread that asks for its result, one after the other.

#include <future>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    std::vector<std::future<long>> counts;
    for (int thread = 0; thread < threads; ++thread) {
        counts.push_back(std::async(std::launch::deferred, [&happened, per_thread, thread] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                count += happened(thread, i) ? 1 : 0;
            return count;
        }));
    }
    long total = 0;
    for (auto& count : counts)
        total += count.get();
    return total;
}
