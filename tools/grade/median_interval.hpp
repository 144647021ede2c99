#pragma once
#include <cstdint>
#include <vector>

namespace hb::grade {

struct Interval {
    double low = 0;
    double middle = 0;  ///< the median itself
    double high = 0;
};

/// The median of the numbers with a percentile bootstrap interval (Efron 1979): the medians of resamples drawn with
/// replacement, without the `miss` share of them at each end. The same numbers and seed give the same interval.
/// The list must not be empty.
[[nodiscard]] Interval median_interval(std::vector<double> const& numbers, double miss, std::uint64_t seed);

/// first[i] / second[i]. The lists are equally long.
[[nodiscard]] std::vector<double> ratios(std::vector<double> const& first, std::vector<double> const& second);

}  // namespace hb::grade
