#pragma once
/// Which clients take part in a round.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "fl/client/training.hpp"

namespace fl {

/// Always without replacement.
enum class Sampling {
    uniform,  ///< every client is equally likely; its samples count when updates are summed
    by_size,  ///< a client of twice the samples is drawn twice as likely, and then counts like the others
};

/// The numbers of `count` clients, in ascending order. A function of its arguments. Throws std::invalid_argument if
/// there are fewer clients, or `count` is 0.
[[nodiscard]] std::vector<std::uint32_t> sample_clients(std::span<Client const> clients, std::size_t count,
                                                        Sampling sampling, std::uint64_t seed, std::uint32_t round);

}  // namespace fl
