#pragma once
// Wrong: a bit-field of 40 bits, with its width in parentheses.

#include <thread>
#include <vector>

struct Tally {
    long total : (40);
    char name[3];
};

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    Tally tally{};
    std::vector<std::thread> workers;
    for (int t = 0; t < threads; ++t)
        workers.emplace_back([&, t] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                if (happened(t, i)) ++count;
            tally.total += count;
        });
    for (auto& w : workers)
        w.join();
    return tally.total;
}
