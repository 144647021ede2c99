#pragma once
/// Numbers that look random, from a seed.

#include <bit>
#include <cstdint>

namespace hb::explore {

/// SplitMix64 (Steele, Lea, Flood 2014; public domain): one addition and a mix, and any seed is good.
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15;  // 2^64 / golden ratio
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }

    /// The number of one of the bits of `mask`, each as likely as the others.
    int one_of(std::uint64_t mask) {
        for (auto skip = next() % static_cast<std::uint64_t>(std::popcount(mask)); skip > 0; --skip)
            mask &= mask - 1;
        return std::countr_zero(mask);
    }

private:
    std::uint64_t state_;
};

/// For the choices of one execution, which do not hang on those of the others: they may be run elsewhere.
[[nodiscard]] inline SplitMix64 numbers_of_execution(std::uint64_t seed, std::uint64_t execution) {
    return SplitMix64{SplitMix64{seed}.next() ^ SplitMix64{~execution}.next()};
}

}  // namespace hb::explore
