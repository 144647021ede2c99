#pragma once
/// What the schemes of partition.hpp are made of.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "fl/client/training.hpp"
#include "fl/random/random.hpp"

namespace fl {

/// So many clients, numbered, without samples yet. Throws std::invalid_argument if they cannot all have `smallest`, or
/// should have none.
[[nodiscard]] std::vector<Client> empty_clients(Dataset const& data, std::size_t clients, std::size_t smallest = 1);

/// The numbers of all samples, in a random order.
[[nodiscard]] std::vector<std::uint32_t> shuffled_samples(Dataset const& data, Random& random);

/// Gives the samples away in consecutive pieces of the given shares, which add up to 1.
void deal(std::span<std::uint32_t const> samples, std::span<double const> shares, std::span<Client> clients);

/// Until every client has `smallest` samples: the last ones of the largest client go to one that has too few.
void top_up(std::span<Client> clients, std::size_t smallest);

}  // namespace fl
