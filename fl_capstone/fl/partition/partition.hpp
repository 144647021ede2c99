#pragma once
/// Which client has which samples.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "fl/client/training.hpp"

namespace fl {

/// Shuffled and dealt: sizes differ by one at most. Throws std::invalid_argument if a client would have none.
[[nodiscard]] std::vector<Client> partition_iid(Dataset const& data, std::size_t clients, std::uint64_t seed);

}  // namespace fl
