#pragma once
/// Random numbers that depend on what they are for, and on nothing else: not on a worker, an order or a restart.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <utility>

#include "fl/random/philox.hpp"

namespace fl {

/// What random numbers are drawn for. Two purposes never share numbers. The values are part of the promise that a seed
/// gives the same run: they are never reused.
enum class Purpose : std::uint32_t {
    data = 1,
    partition = 2,
    sampling = 3,
    model = 4,
    batches = 5,
    augmentation = 6,
    dropout = 7
};

/// A sequence of random numbers, keyed by (seed, round, client, purpose). A value type: a thread has its own.
class Random {
public:
    /// `client` below 2^32; `round` below 2^28.
    Random(std::uint64_t seed, std::uint32_t round, std::uint32_t client, Purpose purpose)
        : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)},
          counter_{0, 0, client, (round << 4U) | static_cast<std::uint32_t>(purpose)} {}

    /// 32 bits.
    [[nodiscard]] std::uint32_t bits() {
        if (used_ == block_.size()) {
            block_ = philox(counter_, key_);
            if (++counter_[0] == 0) ++counter_[1];
            used_ = 0;
        }
        return block_[used_++];
    }

    /// In [0, 1), of 2^24 values: every one is exact in float.
    [[nodiscard]] float uniform() { return static_cast<float>(bits() >> 8U) * 0x1p-24F; }

    /// In [0, 1), of 2^53 values.
    [[nodiscard]] double uniform_double() {
        auto const high = std::uint64_t{bits() >> 5U};  // 27 bits, above 26
        return static_cast<double>(high << 26U | bits() >> 6U) * 0x1p-53;
    }

    /// One of 0 ... n - 1, n at least 1. Lemire's multiplication with rejection (ACM TOMACS 29, 2019): without bias.
    [[nodiscard]] std::uint32_t below(std::uint32_t n) {
        auto product = std::uint64_t{bits()} * n;
        if (static_cast<std::uint32_t>(product) < n) {
            auto const smallest = (0U - n) % n;
            while (static_cast<std::uint32_t>(product) < smallest)
                product = std::uint64_t{bits()} * n;
        }
        return static_cast<std::uint32_t>(product >> 32U);
    }

    /// Standard normal, by Box and Muller (Annals of Mathematical Statistics 29, 1958).
    [[nodiscard]] float normal() {
        auto const radius = std::sqrt(-2.0F * std::log(1.0F - uniform()));
        return radius * std::cos(2.0F * std::numbers::pi_v<float> * uniform());
    }

    /// Every order is equally likely (Fisher and Yates).
    template <class T>
    void shuffle(std::span<T> values) {
        for (auto left = values.size(); left > 1; --left)
            std::swap(values[left - 1], values[below(static_cast<std::uint32_t>(left))]);
    }

private:
    PhiloxKey key_;
    PhiloxCounter counter_;
    PhiloxCounter block_{};
    std::size_t used_ = 4;  // of the block: all
};

}  // namespace fl
