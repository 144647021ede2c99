#include "pace.hpp"

#include <algorithm>

#include "execution.hpp"
#include "host_channel.hpp"
#include "real_time.hpp"

namespace hb::explore {

void Share::update(double estimate) {
    if (estimate < 0) return;
    shown_ = std::max(shown_, 0.0);
    // What was gained, of what was left.
    if (estimate > estimate_ && estimate_ < 1) shown_ += (1 - shown_) * (estimate - estimate_) / (1 - estimate_);
    estimate_ = estimate;
}

Pace::Pace(char const* name, std::uint64_t seconds)
    : name_{name}, most_ns_{seconds * nanoseconds_per_second}, began_ns_{real_time_ns()} {}

std::uint64_t Pace::elapsed_ns() const {
    return real_time_ns() - began_ns_;
}

bool Pace::is_time_to_look() {
    // A look costs two system calls. Long executions make a look due earlier: Ctrl-C waits for it.
    constexpr std::uint64_t most_executions_between = 64;
    constexpr std::uint64_t steps_between = 10'000;
    ++executions_;
    steps_ += execution.steps;
    if (executions_ < executions_between_ && steps_ < steps_between) return false;
    executions_ = steps_ = 0;
    // Often in the beginning: who waits for a part of this search need not wait for long.
    executions_between_ = std::min(most_executions_between, 2 * executions_between_);
    return true;
}

bool Pace::is_over(Totals const& totals, Search& search) {
    if (!is_time_to_look()) return false;
    auto const elapsed = elapsed_ns();
    constexpr std::uint64_t between_reports = 200'000'000;  // ns: an eye's pace
    if (elapsed - reported_ns_ >= between_reports) {
        reported_ns_ = elapsed;
        share_.update(search.share());
        report_progress(name_, totals, elapsed, share_.value());
    }
    auto const wishes = look_for_wishes();
    interrupted_ = wishes.stop;
    if (wishes.split) {
        if (auto const parts = search.give_away(); !parts.empty()) {
            report_given(parts);
            forget_wish_to_split();
        }
    }
    return interrupted_ || (most_ns_ > 0 && elapsed > most_ns_);
}

}  // namespace hb::explore
