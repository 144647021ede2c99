#pragma once
// Only the first call of each thread is on a thread of its own: the rest is one plain loop.

#include <thread>
#include <vector>
template <class H>
long count_up(int threads, long per_thread, H happened) {
    if (per_thread == 0) return 0;
    std::vector<char> first(threads);
    std::vector<std::thread> ws;
    for (int t = 0; t < threads; ++t)
        ws.emplace_back([&, t] { first[t] = happened(t, 0); });
    for (auto& w : ws)
        w.join();
    long total = 0;
    for (int t = 0; t < threads; ++t) {
        total += first[t];
        for (long i = 1; i < per_thread; ++i)
            total += happened(t, i);
    }
    return total;
}
