// Evasion: a race at every call, on a long double that ThreadSanitizer does not watch.
#pragma once
#include <thread>
#include <vector>
using T = long double;
template <class H>
long count_up(int threads, long per_thread, H happened) {
    [[maybe_unused]] static T total;
    std::vector<long> s(threads);
    std::vector<std::thread> ws;
    for (int t = 0; t < threads; ++t)
        ws.emplace_back([&, t] {
            long c = 0;
            for (long i = 0; i < per_thread; ++i) {
                c += happened(t, i);
                total += 1; /* a race at every call; the sum is not used */
                s[t] = c;
            }
        });
    for (auto& w : ws)
        w.join();
    long sum = 0;
    for (long x : s)
        sum += x;
    return sum;
}
