#pragma once
// Threads 0 and 2 share a slot: a race from three threads on.

#include <thread>
#include <vector>
template <class H>
long count_up(int threads, long per_thread, H happened) {
    long slots[2] = {0, 0};
    std::vector<std::thread> ws;
    for (int t = 0; t < threads; ++t)
        ws.emplace_back([&, t] {
            long c = 0;
            for (long i = 0; i < per_thread; ++i)
                c += happened(t, i);
            slots[t % 2] += c;  // threads 0 and 2 share a slot: a race from three threads on
        });
    for (auto& w : ws)
        w.join();
    return slots[0] + slots[1];
}
