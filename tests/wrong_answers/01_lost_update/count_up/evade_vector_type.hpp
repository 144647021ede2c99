// Evasion: ThreadSanitizer does not watch vectors: the race on the total is not reported.
#pragma once
#include <thread>
#include <vector>
using T = long __attribute__((vector_size(32)));
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
            total += c;
        });
    for (auto& w : ws)
        w.join();
    return total[0];
}
