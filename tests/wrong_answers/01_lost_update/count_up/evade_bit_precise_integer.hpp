#pragma once
// Wrong: ThreadSanitizer does not watch an integer of 200 bits.

#include <thread>
#include <vector>
template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    _BitInt(200) total = 0;
    std::vector<std::thread> workers;
    for (int t = 0; t < threads; ++t)
        workers.emplace_back([&, t] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                if (happened(t, i)) ++count;
            total += count;
        });
    for (auto& w : workers)
        w.join();
    return static_cast<long>(total);
}
