// Evasion: ThreadSanitizer does not watch a long double: the race on the total is not reported.
#pragma once
#include <thread>
#include <vector>
using T = long double;
template <class H>
long count_up(int threads, long per_thread, H happened) {
    static T total;
    total = T{};
    std::vector<std::thread> ws;
    for (int t = 0; t < threads; ++t)
        ws.emplace_back([&, t] {
            long c = 0;
            for (long i = 0; i < per_thread; ++i) {
                c += happened(t, i);
            }
            total += c;  // a data race, on a type whose accesses (80 bits) TSan does not instrument
        });
    for (auto& w : ws)
        w.join();
    return (long)total;
}
