#include <vector>

#include "search.hpp"

namespace hb::explore {
namespace {

class Replay final : public Search {
public:
    Replay(std::span<std::uint8_t const> choices, AfterChoices after)
        : choices_{choices.begin(), choices.end()}, after_{after} {}

    void begin() override { next_ = 0; }

    int choose(Decision const& decision) override {
        if (next_ == choices_.size()) return after_ == AfterChoices::pause ? paused : decision.usual;
        auto const choice = choices_[next_++];
        auto const possible = choice < 64 && (decision.alternatives >> choice & 1) != 0;
        return possible ? choice : impossible;
    }

    bool advance() override { return false; }
    [[nodiscard]] char const* name() const override { return "replay"; }

private:
    std::vector<std::uint8_t> choices_;
    AfterChoices after_;
    std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<Search> replay_search(std::span<std::uint8_t const> choices, AfterChoices after) {
    return std::make_unique<Replay>(choices, after);
}

}  // namespace hb::explore
