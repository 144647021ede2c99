#include "fl/random/dirichlet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace fl {

double log_gamma_variate(Random& random, double alpha) {
    if (alpha < 1) {  // a variate of alpha + 1, times a uniform number to the power of 1 / alpha
        auto const log_uniform = std::log1p(-random.uniform_double());
        return log_gamma_variate(random, alpha + 1) + log_uniform / alpha;
    }
    auto const d = alpha - 1.0 / 3;
    auto const c = 1 / std::sqrt(9 * d);
    for (;;) {
        double const x = random.normal();
        auto const root = 1 + c * x;
        if (root <= 0) continue;
        auto const v = root * root * root;
        if (std::log1p(-random.uniform_double()) < 0.5 * x * x + d * (1 - v + std::log(v))) return std::log(d * v);
    }
}

std::vector<double> dirichlet(Random& random, std::size_t count, double alpha) {
    constexpr double smallest = 1e-6;
    constexpr double largest = 1e6;
    if (!(alpha >= smallest && alpha <= largest))
        throw std::invalid_argument{
            fmt::format("alpha is {}, but must be from {} (most unequal) to {} (equal)", alpha, smallest, largest)};
    std::vector<double> shares(count);
    for (auto& share : shares)
        share = log_gamma_variate(random, alpha);
    auto const highest = std::ranges::max(shares);  // taken off, so that at least one share is not 0
    double sum = 0;
    for (auto& share : shares)
        sum += share = std::exp(share - highest);
    for (auto& share : shares)
        share /= sum;
    return shares;
}

}  // namespace fl
