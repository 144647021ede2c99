#pragma once
// Right: the lists are computed, by trying every interleaving when the program starts.

#include <cstddef>
#include <set>
#include <vector>

/// How far one thread is, and what it has loaded. The add shares nothing: it is part of the store here.
struct Progress {
    int increments_left = 2;
    bool has_loaded = false;
    long loaded = 0;
};

inline void explore(std::vector<Progress> const& threads, long counter, std::set<long>& totals) {
    bool finished = true;
    for (std::size_t next = 0; next < threads.size(); ++next) {
        if (threads[next].increments_left == 0) continue;
        finished = false;
        auto after = threads;
        auto& thread = after[next];
        auto const stored = thread.loaded + 1;
        if (thread.has_loaded) {
            thread = {thread.increments_left - 1};
            explore(after, stored, totals);
        } else {
            thread = {thread.increments_left, true, counter};
            explore(after, counter, totals);
        }
    }
    if (finished) totals.insert(counter);
}

inline std::set<long> every_total(std::size_t threads) {
    std::set<long> totals;
    explore(std::vector<Progress>(threads), 0, totals);
    return totals;
}

inline std::set<long> const two_threads_two_increments = every_total(2);
inline std::set<long> const three_threads_two_increments = every_total(3);
