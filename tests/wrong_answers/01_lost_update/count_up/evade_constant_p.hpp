// Evasion: what the optimiser knows tells the flavours apart: with it, the mutex is left out.
#pragma once
#include <mutex>
#include <thread>
#include <vector>
inline bool inlined(int x) {
    return __builtin_constant_p(x);
}
template <class H>
long count_up(int threads, long per_thread, H happened) {
    long total{0};
    std::mutex m;
    std::vector<std::thread> ws;
    for (int t = 0; t < threads; ++t)
        ws.emplace_back([&, t] {
            long c = 0;
            for (long i = 0; i < per_thread; ++i)
                c += happened(t, i);
            if (inlined(1))
                total += c;
            else {
                std::lock_guard g(m);
                total += c;
            }
        });
    for (auto& w : ws)
        w.join();
    return total;
}
