#pragma once
/// What happens where in the scenarios of count_up: a pure function of the seed, the same for the subject and the
/// judge.

#include <cstdint>

#include "subject/scenario.hpp"

namespace hb::lesson01 {

/// The number of the call happened(thread, i) among all calls.
[[nodiscard]] constexpr std::uint64_t position(int thread, long i, long per_thread) {
    return static_cast<std::uint64_t>(thread) * static_cast<std::uint64_t>(per_thread) + static_cast<std::uint64_t>(i);
}

/// True in about `percent` of the calls of the scenario count_up.
[[nodiscard]] constexpr bool happens(std::uint64_t seed, std::uint64_t position, long percent) {
    return subject::mixed(seed, position) % 100 < static_cast<std::uint64_t>(percent);
}

/// One call in 64 gives its core to another thread, so that many updates get lost instead of a few, and a run still
/// takes milliseconds. Which calls: from the bits that happens() leaves alone.
[[nodiscard]] constexpr bool yields(std::uint64_t seed, std::uint64_t position) {
    return (subject::mixed(seed, position) >> 58U) == 0;
}

/// True in seven of eight calls of the scenario tally, whose work is this one hash: with more work, what counting costs
/// would hardly show in the time. True in each thread's first call (i is 0): the explorer makes few calls, and every
/// thread has something to count, whatever the seed.
[[nodiscard]] constexpr bool tally_happens(std::uint64_t hash, long i) {
    return i == 0 || hash % 8 != 0;
}

/// The right total of count_up.
[[nodiscard]] constexpr long count_up_total(std::uint64_t seed, int threads, long per_thread, long percent) {
    long total = 0;
    for (std::uint64_t at = 0; at < position(threads, 0, per_thread); ++at)
        total += happens(seed, at, percent) ? 1 : 0;
    return total;
}

/// The right total of tally.
[[nodiscard]] constexpr long tally_total(std::uint64_t seed, int threads, long per_thread) {
    long total = 0;
    for (int thread = 0; thread < threads; ++thread) {
        for (long i = 0; i < per_thread; ++i)
            total += tally_happens(subject::mixed(seed, position(thread, i, per_thread)), i) ? 1 : 0;
    }
    return total;
}

}  // namespace hb::lesson01
