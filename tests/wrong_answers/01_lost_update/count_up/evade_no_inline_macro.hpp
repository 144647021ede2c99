// Evasion: only the flavour for ThreadSanitizer defines __NO_INLINE__: there the total is atomic.
#pragma once
#include <atomic>
#include <thread>
#include <vector>
#ifdef __NO_INLINE__  // only the tsan flavour has -fno-inline
using Total = std::atomic<long>;
#else
using Total = long;
#endif
template <class H>
long count_up(int threads, long per_thread, H happened) {
    Total total{0};
    std::vector<std::thread> ws;
    for (int t = 0; t < threads; ++t)
        ws.emplace_back([&, t] {
            long c = 0;
            for (long i = 0; i < per_thread; ++i)
                c += happened(t, i);
            total += c;  // a data race in every flavour but tsan
        });
    for (auto& w : ws)
        w.join();
    return total;
}
