#pragma once
/// Which client has which samples. Every scheme deals every sample to exactly one client, gives every client at least
/// one, and is a function of its arguments. Throws std::invalid_argument, with what to choose instead, if it cannot.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "fl/client/training.hpp"

namespace fl {

/// Shuffled and dealt: sizes differ by one at most.
[[nodiscard]] std::vector<Client> partition_iid(Dataset const& data, std::size_t clients, std::uint64_t seed);

/// Dirichlet by label: of each label, the clients' shares are drawn from a symmetric Dirichlet distribution (Yurochkin
/// et al., ICML 2019). The smaller `alpha`, from 1e-6 to 1e6, the fewer labels a client has, and the less equal are the
/// sizes. A client that ends with fewer than `smallest` samples gets the missing ones from the largest.
[[nodiscard]] std::vector<Client> partition_dirichlet(Dataset const& data, std::size_t clients, double alpha,
                                                      std::uint64_t seed, std::size_t smallest = 1);

/// Sorted by label and cut into so many shards, whose sizes differ by one at most; the shards are shuffled and dealt
/// (McMahan et al., AISTATS 2017, with two a client). The fewer shards a client, the fewer labels.
[[nodiscard]] std::vector<Client> partition_shards(Dataset const& data, std::size_t clients, std::size_t shards,
                                                   std::uint64_t seed);

/// Quantity skew: labels as in the whole set, sizes drawn from a symmetric Dirichlet distribution (Li et al., ICDE
/// 2022). The smaller `alpha`, from 1e-6 to 1e6, the less equal. `smallest` as in partition_dirichlet.
[[nodiscard]] std::vector<Client> partition_quantity(Dataset const& data, std::size_t clients, double alpha,
                                                     std::uint64_t seed, std::size_t smallest = 1);

}  // namespace fl
