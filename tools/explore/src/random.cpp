#include "search.hpp"
#include "split_mix.hpp"

namespace hb::explore {
namespace {

class Random final : public Search {
public:
    explicit Random(std::uint64_t seed) : random_{seed} {}

    void begin() override {}
    int choose(Decision const& decision) override { return random_.one_of(decision.alternatives); }
    bool advance() override { return true; }
    [[nodiscard]] char const* name() const override { return "random"; }

private:
    SplitMix64 random_;
};

}  // namespace

std::unique_ptr<Search> random_search(std::uint64_t seed) {
    return std::make_unique<Random>(seed);
}

}  // namespace hb::explore
