#pragma once
/// The updates of the scenarios of striped_map: pure functions of the seed, the same for the subject and the judge.

#include <cstdint>
#include <vector>

#include "subject/scenario.hpp"

namespace hb::lesson02 {

/// The update number `at` adds amount_of to the value of key_of, one of `keys`.
[[nodiscard]] constexpr std::int64_t key_of(std::uint64_t seed, std::uint64_t at, std::int64_t keys) {
    return static_cast<std::int64_t>(subject::mixed(seed, at) % static_cast<std::uint64_t>(keys));
}
[[nodiscard]] constexpr std::int64_t amount_of(std::uint64_t seed, std::uint64_t at) {
    return static_cast<std::int64_t>(subject::mixed(seed, at) >> 54U) + 1;  // 1 to 1024
}

/// The value of each key after that many updates; 0: the key is not there.
[[nodiscard]] inline std::vector<std::int64_t> values_after(std::uint64_t seed, std::int64_t updates,
                                                            std::int64_t keys) {
    std::vector<std::int64_t> values(static_cast<std::size_t>(keys));
    for (std::uint64_t at = 0; at < static_cast<std::uint64_t>(updates); ++at)
        values[static_cast<std::size_t>(key_of(seed, at, keys))] += amount_of(seed, at);
    return values;
}

}  // namespace hb::lesson02
