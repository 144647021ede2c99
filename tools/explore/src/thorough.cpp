/// The plan for a program of which nothing is known. Three searches take turns:
/// 1. Partial-order reduction for a moment: it finds most bugs of small programs within a few executions, and proves
///    many of them, which then pay for nothing else.
/// 2. Random choices and PCT, an execution each in turn: in programs with many schedules they are everywhere at once,
///    while 1. is still at the end of its first execution.
/// 3. What 1. left over, to its end.

#include <algorithm>
#include <limits>

#include "execution.hpp"
#include "real_time.hpp"
#include "search.hpp"

namespace hb::explore {
namespace {

/// What a turn may cost. Steps are the measure, since they are the same each time; where they take long, the time.
struct Share {
    std::uint64_t steps;
    std::uint64_t nanoseconds;
};

constexpr std::uint64_t millisecond_ns = 1'000'000;
constexpr Share moment{50'000, 500 * millisecond_ns};         // 2,500 executions of 20 steps
constexpr Share sampling{2'000'000, 1'000 * millisecond_ns};  // half a second on a fast core
constexpr std::uint64_t part_of_time_limit = 4;               // for each of the two, at most one in so many

constexpr std::uint64_t executions_between_looks = 16;  // at the clock, which is a system call

class Thorough final : public Search {
public:
    explicit Thorough(ThoroughSettings const& settings)
        : most_nanoseconds_{settings.seconds == 0 ? std::numeric_limits<std::uint64_t>::max()
                                                  : settings.seconds * nanoseconds_per_second / part_of_time_limit},
          has_rest_{settings.rest},
          dpor_{dpor_search()},
          random_{random_search(settings.seed)},
          pct_{pct_search(settings.seed, settings.depth)} {
        begin_turn(moment);
    }

    void begin() override { active_->begin(); }
    int choose(Decision const& decision) override { return active_->choose(decision); }
    bool forced(int thread) override { return active_->forced(thread); }
    void performed(int thread, Operation const& operation) override { active_->performed(thread, operation); }

    bool advance() override {
        if (!active_->advance()) return false;
        auto const over = turn_ != Turn::rest && is_over();
        if (turn_ == Turn::moment && over) {
            turn_ = Turn::sampling;
            begin_turn(sampling);
        } else if (turn_ == Turn::sampling && over) {
            if (!has_rest_) return false;
            turn_ = Turn::rest;
        }
        active_ = turn_ != Turn::sampling ? dpor_.get() : active_ == random_.get() ? pct_.get() : random_.get();
        return true;
    }

    /// Of the tree, which only the first knows.
    [[nodiscard]] double share() const override { return dpor_->share(); }
    [[nodiscard]] bool exhausted() const override { return dpor_->exhausted(); }
    [[nodiscard]] char const* name() const override { return active_->name(); }

private:
    enum class Turn : std::uint8_t { moment, sampling, rest };

    void begin_turn(Share const& share) {
        steps_left_ = share.steps;
        executions_ = 0;
        ends_ns_ = real_time_ns() + std::min(share.nanoseconds, most_nanoseconds_);
    }

    bool is_over() {
        if (execution.steps >= steps_left_) return true;
        steps_left_ -= execution.steps;
        return ++executions_ % executions_between_looks == 0 && real_time_ns() >= ends_ns_;
    }

    std::uint64_t most_nanoseconds_;
    bool has_rest_;
    std::unique_ptr<Search> dpor_;
    std::unique_ptr<Search> random_;
    std::unique_ptr<Search> pct_;
    Search* active_ = dpor_.get();
    Turn turn_ = Turn::moment;
    std::uint64_t steps_left_ = 0;
    std::uint64_t executions_ = 0;  ///< of the turn
    std::uint64_t ends_ns_ = 0;
};

}  // namespace

std::unique_ptr<Search> thorough_search(ThoroughSettings const& settings) {
    return std::make_unique<Thorough>(settings);
}

}  // namespace hb::explore
