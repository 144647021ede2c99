#include "grade/median_interval.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace hb::grade {
namespace {

constexpr int resamples = 4000;  // the ends of the interval are then the mean of a handful of resamples, not of one

double median(std::vector<double>& numbers) {
    auto const middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::nth_element(numbers.begin(), middle, numbers.end());
    if (numbers.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(numbers.begin(), middle)) / 2;
}

}  // namespace

Interval median_interval(std::vector<double> const& numbers, double miss, std::uint64_t seed) {
    std::mt19937_64 random{seed};
    std::vector<double> medians;
    medians.reserve(resamples);
    std::vector<double> sample(numbers.size());
    for (int i = 0; i < resamples; ++i) {
        for (auto& number : sample)
            number = numbers[random() % numbers.size()];
        medians.push_back(median(sample));
    }
    std::sort(medians.begin(), medians.end());
    auto const cut = static_cast<std::size_t>(std::floor(miss * resamples));
    sample = numbers;
    return {medians[cut], median(sample), medians[medians.size() - 1 - cut]};
}

std::vector<double> ratios(std::vector<double> const& first, std::vector<double> const& second) {
    std::vector<double> result(first.size());
    std::transform(first.begin(), first.end(), second.begin(), result.begin(),
                   [](double a, double b) { return a / b; });
    return result;
}

}  // namespace hb::grade
