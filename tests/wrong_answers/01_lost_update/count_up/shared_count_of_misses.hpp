#pragma once
// A shared flag is written where nothing happened: a race that a run without misses does not show.

#include <thread>
#include <vector>
template <class H>
long count_up(int threads, long per_thread, H happened) {
    std::vector<long> slots(threads);
    bool missed = false;
    std::vector<std::thread> ws;
    for (int t = 0; t < threads; ++t)
        ws.emplace_back([&, t] {
            long c = 0;
            for (long i = 0; i < per_thread; ++i) {
                if (happened(t, i))
                    ++c;
                else if (!missed)
                    missed = true;
            }
            slots[t] = c;
        });
    for (auto& w : ws)
        w.join();
    if (!missed) return threads * per_thread;
    long total = 0;
    for (long s : slots)
        total += s;
    return total;
}
