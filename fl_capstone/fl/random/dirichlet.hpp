#pragma once
/// Gamma and Dirichlet distributions.

#include <cstddef>
#include <vector>

#include "fl/random/random.hpp"

namespace fl {

/// The logarithm of a gamma variate of shape `alpha` > 0 and scale 1, by Marsaglia and Tsang (ACM TOMS 26, 2000). The
/// logarithm, because small shapes give values that no double can hold: 0.001 gives less than 1e-300 half of the time.
[[nodiscard]] double log_gamma_variate(Random& random, double alpha);

/// Shares of `count` that add up to 1, of the symmetric Dirichlet distribution: equal for a large alpha, nearly all for
/// one of them for a small one. Throws std::invalid_argument unless alpha is from 1e-6 to 1e6.
[[nodiscard]] std::vector<double> dirichlet(Random& random, std::size_t count, double alpha);

}  // namespace fl
