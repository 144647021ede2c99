#pragma once
/// What interleaved increments end with, computed: one schedule, or all of them. Judges and predictions use it; no
/// subject does.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hb::lesson01 {

/// The total that a schedule gives: each letter's first turn loads, its second adds, its third stores.
[[nodiscard]] inline std::int64_t total_of(std::string const& schedule) {
    struct Increment {
        int turns = 0;
        std::int64_t seen = 0;
    };
    std::array<Increment, 26> increments;
    std::int64_t counter = 0;
    for (char const letter : schedule) {
        auto& [turns, seen] = increments.at(static_cast<std::size_t>(letter - 'A'));
        if (turns % 3 == 0) seen = counter;
        if (turns % 3 == 1) ++seen;
        if (turns % 3 == 2) counter = seen;
        ++turns;
    }
    return counter;
}

/// One thread's way through its increments: each is a read of the counter and a write of what was read plus one. (The
/// add between them touches nothing shared: when it happens makes no difference.)
struct CountingThread {
    int increments_left = 0;
    bool has_read = false;
    std::int64_t seen = 0;
    auto operator<=>(CountingThread const&) const = default;
};

struct CountingState {
    std::int64_t counter = 0;
    std::vector<CountingThread> threads;
    auto operator<=>(CountingState const&) const = default;
};

/// Each possible total with a schedule that ends with it.
using Totals = std::map<std::int64_t, std::string>;

/// Lets each thread go next in turn; a state that was seen before leads nowhere new.
inline void explore(CountingState const& state, std::string const& schedule, std::set<CountingState>& seen,
                    Totals& totals) {
    if (!seen.insert(state).second) return;
    bool finished = true;
    for (std::size_t i = 0; i < state.threads.size(); ++i) {
        if (state.threads[i].increments_left == 0) continue;
        finished = false;
        auto next = state;
        auto& thread = next.threads[i];
        std::size_t turns = 1;  // the load
        if (thread.has_read) {
            next.counter = thread.seen + 1;
            --thread.increments_left;
            thread.seen = 0;
            turns = 2;  // add and store
        } else {
            thread.seen = next.counter;
        }
        thread.has_read = !thread.has_read;
        explore(next, schedule + std::string(turns, static_cast<char>('A' + i)), seen, totals);
    }
    if (finished) totals.try_emplace(state.counter, schedule);
}

/// By trying every order of the threads' steps.
[[nodiscard]] inline Totals every_total(std::size_t threads, int increments) {
    std::set<CountingState> seen;
    Totals totals;
    explore({0, std::vector<CountingThread>(threads, CountingThread{increments})}, {}, seen, totals);
    return totals;
}

}  // namespace hb::lesson01
