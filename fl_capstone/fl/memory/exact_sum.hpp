#pragma once
/// Sums of vectors whose bits do not depend on the order of the terms.
///
/// Floating-point addition is not associative: who adds in the order of completion gets other bits each time, and who
/// adds in a fixed order must keep every term until its turn has come. Here each term is rounded once, to a multiple of
/// 2^-42, and then added as an integer: integer addition is associative and commutative. So each worker adds what it
/// finishes when it finishes it, and memory grows with the workers only.

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

#include "fl/kernels/dispatch.hpp"

namespace fl {

/// A term was not a number, or too large for the sum to hold.
struct NotSummable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A sum of vectors of floats. One thread at a time; workers have one each, and merge() joins them.
class ExactSum {
public:
    explicit ExactSum(std::size_t floats) : kernels_{runnable_kernels()[0]}, sum_(floats) {}

    /// Adds weight * term. Throws NotSummable if an element of that is not a number, or 2^20 and more; then the sum is
    /// of no use until clear().
    void add(std::span<float const> term, double weight) {
        if (!kernels_->exact_add(sum_.size(), term.data(), weight, scale, limit, sum_.data()))
            throw NotSummable{"a value to be summed is not a number, or 2^20 and more"};
    }

    void merge(ExactSum const& other) { merge(other.units()); }
    void merge(std::span<std::int64_t const> units) {
        for (std::size_t i = 0; i < sum_.size(); ++i)
            sum_[i] += units[i];
    }

    /// The sum in multiples of 2^-42: for another process to merge.
    [[nodiscard]] std::span<std::int64_t const> units() const { return sum_; }

    /// Writes the sum, rounded once more.
    void read(std::span<float> result) const {
        for (std::size_t i = 0; i < sum_.size(); ++i)
            result[i] = static_cast<float>(static_cast<double>(sum_[i]) / scale);
    }

    void clear() { sum_.assign(sum_.size(), 0); }

private:
    // A term's rounding error is at most 2^-43: below that of a float from 2^-19 on. Two terms of 2^20 fit, and weights
    // that add up to 1 keep any number of them below it.
    static constexpr double scale = 0x1p42;
    static constexpr double limit = 0x1p20;

    Kernels const* kernels_;
    std::vector<std::int64_t> sum_;
};

}  // namespace fl
