#pragma once
/// Philox4x32-10: a block of random numbers as a pure function of a counter and a key. Source: Salmon, Moraes, Dror,
/// Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.

#include <array>
#include <cstdint>

namespace fl {

using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

/// 128 random bits. From any thread: nothing is kept.
[[nodiscard]] constexpr PhiloxCounter philox(PhiloxCounter counter, PhiloxKey key) {
    // Multipliers and increments of the paper (the latter from the golden ratio and the square root of 3).
    constexpr std::array<std::uint64_t, 2> multiplier{0xD2511F53, 0xCD9E8D57};
    constexpr PhiloxKey increment{0x9E3779B9, 0xBB67AE85};
    constexpr int rounds = 10;  // of the paper: 7 pass its statistical tests, the rest is margin
    for (int round = 0; round < rounds; ++round) {
        auto const first = multiplier[0] * counter[0];
        auto const second = multiplier[1] * counter[2];
        counter = {static_cast<std::uint32_t>(second >> 32U) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(second),
                   static_cast<std::uint32_t>(first >> 32U) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(first)};
        key = {key[0] + increment[0], key[1] + increment[1]};
    }
    return counter;
}

}  // namespace fl
