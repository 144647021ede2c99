#include "search.hpp"
#include "split_mix.hpp"

namespace hb::explore {
namespace {

class Random final : public Search {
public:
    Random(std::uint64_t seed, std::uint64_t first) : seed_{seed}, number_{first}, random_{seed} {}

    /// What an execution is depends on nothing but its number: others may run those before it.
    void begin() override { random_ = numbers_of_execution(seed_, number_++); }
    int choose(Decision const& decision) override { return random_.one_of(decision.alternatives); }
    bool advance() override { return true; }
    [[nodiscard]] char const* name() const override { return "random"; }

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
