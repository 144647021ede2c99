#include <bit>

#include "search.hpp"

namespace hb::explore {
namespace {

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

private:
    std::uint64_t state_;
};

class Random final : public Search {
public:
    Random(std::uint64_t seed, std::uint64_t first) : seed_{seed}, number_{first}, random_{seed} {}

    /// What an execution is depends on nothing but its number: others may run those before it.
    void begin() override { random_ = SplitMix64{SplitMix64{seed_}.next() ^ SplitMix64{~number_++}.next()}; }

    int choose(Decision const& decision) override {
        auto left = decision.alternatives;
        auto const count = static_cast<std::uint64_t>(std::popcount(left));
        for (auto skip = random_.next() % count; skip > 0; --skip)
            left &= left - 1;
        return std::countr_zero(left);
    }

    bool advance() override { return true; }

private:
    std::uint64_t seed_;
    std::uint64_t number_;  ///< of the next execution
    SplitMix64 random_;
};

}  // namespace

std::unique_ptr<Search> random_search(std::uint64_t seed, std::uint64_t first) {
    return std::make_unique<Random>(seed, first);
}

}  // namespace hb::explore
