#include <bit>
#include <limits>
#include <vector>

#include "search.hpp"

namespace hb::explore {
namespace {

/// The path to the execution under way is a stack of decisions. An execution follows it, and adds the usual choices;
/// then the deepest decision with an alternative left takes it, and what is below is forgotten.
class DepthFirst final : public Search {
public:
    explicit DepthFirst(int preemptions) : bound_{preemptions < 0 ? std::numeric_limits<int>::max() : preemptions} {}

    void begin() override { depth_ = 0; }

    int choose(Decision const& decision) override {
        if (depth_ < path_.size()) {
            auto const& node = path_[depth_];
            if (node.alternatives != decision.alternatives || node.running != decision.running) return impossible;
            return path_[depth_++].chosen;
        }
        auto const spent = path_.empty() ? 0 : path_.back().spent_after();
        path_.push_back(
            {decision.alternatives, std::uint64_t{1} << decision.usual, decision.running, decision.usual, spent});
        ++depth_;
        return decision.usual;
    }

    bool advance() override {
        // Choices that a run ended before are no part of it: it ended there whatever they would be.
        path_.resize(depth_);
        for (; !path_.empty(); path_.pop_back()) {
            auto& node = path_.back();
            auto const left = node.alternatives & ~node.tried;
            for (auto rest = left; rest != 0; rest &= rest - 1) {
                auto const choice = std::countr_zero(rest);
                if (node.spent + (node.preempted_by(choice) ? 1 : 0) > bound_) continue;
                node.tried |= std::uint64_t{1} << choice;
                node.chosen = choice;
                return true;
            }
        }
        exhausted_ = true;
        return false;
    }

    [[nodiscard]] bool exhausted() const override { return exhausted_; }
    [[nodiscard]] char const* name() const override { return "depth_first"; }

private:
    struct Node {
        std::uint64_t alternatives;
        std::uint64_t tried;
        int running;
        int chosen;
        int spent;  ///< preemptions before this decision

        [[nodiscard]] bool preempted_by(int choice) const { return running >= 0 && choice != running; }
        [[nodiscard]] int spent_after() const { return spent + (preempted_by(chosen) ? 1 : 0); }
    };

    int bound_;
    bool exhausted_ = false;
    std::size_t depth_ = 0;
    std::vector<Node> path_;
};

}  // namespace

std::unique_ptr<Search> depth_first_search(int preemptions) {
    return std::make_unique<DepthFirst>(preemptions);
}

}  // namespace hb::explore
