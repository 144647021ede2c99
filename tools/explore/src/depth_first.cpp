#include <bit>
#include <limits>
#include <vector>

#include "search.hpp"

namespace hb::explore {
namespace {

constexpr std::uint64_t bit(int choice) {
    return std::uint64_t{1} << choice;
}

/// The path to the execution under way is a stack of decisions. An execution follows it, and adds the usual choices;
/// then the deepest decision with an alternative left takes it, and what is below is forgotten.
class DepthFirst final : public Search {
public:
    DepthFirst(int preemptions, Part const& part)
        : bound_{preemptions < 0 ? std::numeric_limits<int>::max() : preemptions}, prefix_{part.choices} {}

    void begin() override { depth_ = 0; }

    int choose(Decision const& decision) override {
        if (depth_ == path_.size() && !add_node(decision)) return impossible;
        auto const& node = path_[depth_];
        if (node.alternatives != decision.alternatives || node.running != decision.running) return impossible;
        ++depth_;
        return node.chosen;
    }

    bool advance() override {
        // Choices that a run ended before are no part of it: it ended there whatever they would be.
        path_.resize(depth_);
        share_ += weight();
        for (; !path_.empty(); path_.pop_back()) {
            auto& node = path_.back();
            if (auto const left = untried(node); left != 0) {
                node.chosen = std::countr_zero(left);
                node.tried |= bit(node.chosen);
                return true;
            }
        }
        exhausted_ = true;
        return false;
    }

    [[nodiscard]] bool exhausted() const override { return exhausted_; }
    [[nodiscard]] char const* name() const override { return "depth_first"; }
    [[nodiscard]] double share() const override { return share_; }

    /// The alternatives nearest to the root: they are last in this order, and large.
    std::vector<Part> give_away() override {
        std::vector<Part> parts;
        Part part;
        for (auto& node : path_) {
            for (auto rest = untried(node); rest != 0; rest &= rest - 1) {
                parts.push_back(part);
                parts.back().choices.push_back(static_cast<std::uint8_t>(std::countr_zero(rest)));
            }
            node.tried |= untried(node);
            if (!parts.empty()) break;
            part.choices.push_back(static_cast<std::uint8_t>(node.chosen));
        }
        return parts;
    }

private:
    struct Node {
        std::uint64_t alternatives;
        std::uint64_t permitted;  ///< the alternatives within the bound
        std::uint64_t tried;
        int running;
        int chosen;
        int spent;      ///< preemptions before this decision
        double weight;  ///< the share of the tree below each alternative

        [[nodiscard]] int spent_after() const { return spent + (running >= 0 && chosen != running ? 1 : 0); }
    };

    static std::uint64_t untried(Node const& node) { return node.permitted & ~node.tried; }

    [[nodiscard]] double weight() const { return path_.empty() ? 1 : path_.back().weight; }

    /// False if the program does not do what it did before the tree was divided.
    bool add_node(Decision const& decision) {
        auto const given = depth_ < prefix_.size();
        auto const chosen = given ? int{prefix_[depth_]} : decision.usual;
        if ((decision.alternatives >> chosen & 1) == 0) return false;
        auto const spent = path_.empty() ? 0 : path_.back().spent_after();
        auto permitted = decision.alternatives;
        if (decision.running >= 0 && spent == bound_)
            permitted &= bit(decision.running) | bit(decision.usual);
        else if (spent > bound_)
            permitted = bit(decision.usual);
        auto const tried = given ? permitted : bit(chosen);
        path_.push_back({decision.alternatives, permitted, tried, decision.running, chosen, spent,
                         weight() / std::popcount(permitted)});
        return true;
    }

    int bound_;
    std::vector<std::uint8_t> prefix_;  ///< of all executions
    bool exhausted_ = false;
    double share_ = 0;
    std::size_t depth_ = 0;
    std::vector<Node> path_;
};

}  // namespace

std::unique_ptr<Search> depth_first_search(int preemptions, Part const& part) {
    return std::make_unique<DepthFirst>(preemptions, part);
}

}  // namespace hb::explore
