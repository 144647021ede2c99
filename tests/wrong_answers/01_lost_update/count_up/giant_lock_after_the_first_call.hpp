#pragma once
// One lock around the rest of the loop: after the first calls only one thread works.

#include <mutex>
#include <thread>
#include <vector>
template <class H>
long count_up(int threads, long per_thread, H happened) {
    long total = 0;
    std::mutex m;
    std::vector<std::thread> ws;
    for (int t = 0; t < threads; ++t)
        ws.emplace_back([&, t] {
            if (per_thread == 0) return;
            long c = happened(t, 0);
            std::lock_guard g(m);  // one big lock: serial but for the first calls
            for (long i = 1; i < per_thread; ++i)
                c += happened(t, i);
            total += c;
        });
    for (auto& w : ws)
        w.join();
    return total;
}
