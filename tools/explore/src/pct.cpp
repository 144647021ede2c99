/// Probabilistic concurrency testing: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A randomized scheduler with
/// probabilistic guarantees of finding bugs", ASPLOS 2010. The thread with the highest priority runs; the priorities
/// are random; at d - 1 random points the thread that would run falls below all others. A bug of depth d (that many
/// orders of two steps bring it about) is found with a probability of at least 1 / (n k^(d-1)), with n threads and k
/// decisions.

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "execution.hpp"
#include "search.hpp"
#include "split_mix.hpp"

namespace hb::explore {
namespace {

// Decisions: guessed for the first execution. From then on, as many as the longest one so far had.
constexpr std::uint64_t first_estimate = 32;
// Executions until that begins anew, so that each hangs on few others: other processes may run those. Parts of a search
// (host/jobs.cpp) begin at multiples of this.
constexpr std::uint64_t executions_of_one_estimate = 64;
// Decisions in a row that one thread wins, before it is taken for one that waits for others in a loop.
constexpr int patience = 1000;

class Pct final : public Search {
public:
    Pct(std::uint64_t seed, int depth, std::uint64_t first)
        : seed_{seed}, number_{first}, random_{seed}, changes_(static_cast<std::size_t>(std::max(depth, 1) - 1)) {}

    void begin() override {
        longest_ = number_ % executions_of_one_estimate == 0 ? 0 : std::max(longest_, decisions_);
        random_ = numbers_of_execution(seed_, number_++);
        decisions_ = 0;
        known_ = 0;
        lowest_ = -static_cast<std::int64_t>(changes_.size());
        in_a_row_ = 0;
        for (auto& change : changes_)
            change = random_.next() % (longest_ > 0 ? longest_ : first_estimate);
    }

    int choose(Decision const& decision) override {
        if (!decision.of_threads) return random_.one_of(decision.alternatives);
        meet(decision.alternatives);
        if (self().gives_way) fall_below_all(execution.running);
        for (std::size_t index = 0; index < changes_.size(); ++index)
            if (changes_[index] == decisions_)
                priority_of(highest(decision.alternatives)) = -static_cast<std::int64_t>(index);
        ++decisions_;
        auto chosen = highest(decision.alternatives);
        in_a_row_ = chosen == execution.running ? in_a_row_ + 1 : 0;
        if (in_a_row_ < patience) return chosen;
        fall_below_all(chosen);
        in_a_row_ = 0;
        return highest(decision.alternatives);
    }

    bool advance() override { return true; }
    [[nodiscard]] char const* name() const override { return "pct"; }

private:
    std::int64_t& priority_of(int thread) { return priorities_[static_cast<std::size_t>(thread)]; }

    /// Threads that are seen for the first time: their priorities are above 0, those of fallen ones are not.
    void meet(std::uint64_t threads) {
        for (auto rest = threads & ~known_; rest != 0; rest &= rest - 1)
            priority_of(std::countr_zero(rest)) = static_cast<std::int64_t>(random_.next() >> 2) + 1;
        known_ |= threads;
    }

    void fall_below_all(int thread) { priority_of(thread) = --lowest_; }

    int highest(std::uint64_t threads) {
        auto best = std::countr_zero(threads);
        for (auto rest = threads; rest != 0; rest &= rest - 1)
            if (auto const thread = std::countr_zero(rest); priority_of(thread) > priority_of(best)) best = thread;
        return best;
    }

    std::uint64_t seed_;
    std::uint64_t number_;  ///< of the next execution
    SplitMix64 random_;
    std::vector<std::uint64_t> changes_;  ///< decisions before which a thread falls
    std::uint64_t longest_ = 0;           ///< decisions of one execution, so far
    std::uint64_t decisions_ = 0;
    std::array<std::int64_t, max_threads> priorities_{};
    std::uint64_t known_ = 0;  ///< threads that have a priority
    std::int64_t lowest_ = 0;
    int in_a_row_ = 0;
};

}  // namespace

std::unique_ptr<Search> pct_search(std::uint64_t seed, int depth, std::uint64_t first) {
    return std::make_unique<Pct>(seed, depth, first);
}

}  // namespace hb::explore
