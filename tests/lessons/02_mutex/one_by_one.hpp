#pragma once
/// Operations that overlap must look like one after the other, in some order: for small runs, of which the explorer
/// tries every interleaving.

#include <array>
#include <cstddef>
#include <cstdint>

namespace hb::lesson02 {

/// Three threads with two operations each, of three functions: each function meets each of them, itself too.
/// Operation number `step` of a thread is of this function, 0 to 2.
[[nodiscard]] constexpr std::size_t function_of(std::size_t thread, std::size_t step) {
    return (thread + 2 * step) % 3;
}

/// What the operations have seen: [thread][step].
template <class Seen, std::size_t threads, std::size_t steps>
using SeenBy = std::array<std::array<Seen, steps>, threads>;

/// Whether some order of the operations, each thread's in its own order, leads from `state` to `left`, and shows each
/// what it has seen. `operate(state, thread, step)` is the operation in one thread, and returns what it sees.
template <class State, class Seen, std::size_t threads, std::size_t steps, class Operate>
[[nodiscard]] bool is_one_by_one(State const& state, State const& left, SeenBy<Seen, threads, steps> const& seen,
                                 Operate const& operate, std::array<std::size_t, threads> const& done = {}) {
    bool over = true;
    for (std::size_t thread = 0; thread < threads; ++thread) {
        auto const step = done[thread];
        if (step == steps) continue;
        over = false;
        auto next = state;
        if (operate(next, thread, step) != seen[thread][step]) continue;
        auto more = done;
        ++more[thread];
        if (is_one_by_one(next, left, seen, operate, more)) return true;
    }
    return over && state == left;
}

}  // namespace hb::lesson02
