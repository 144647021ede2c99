#pragma once
// Numbers for generated programs: the same in every execution.
#include <cstdint>

class Numbers {
public:
    explicit Numbers(std::uint64_t seed) : state_{seed} {}

    /// From 0 to bound - 1.
    int below(int bound) {
        state_ += 0x9e3779b97f4a7c15U;
        auto z = state_;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return static_cast<int>((z ^ (z >> 31U)) % static_cast<std::uint64_t>(bound));
    }

private:
    std::uint64_t state_;
};
