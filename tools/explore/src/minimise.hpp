#pragma once
/// Of a failure, the schedule that is easiest to read.

#include "report.hpp"

namespace hb::explore {

struct Failing {
    Outcome outcome;
    Schedule schedule;
};

/// The same failure with as few preemptions as can be found, then in as few steps: the same ending and text, for a race
/// the same two places, for a wrong exit status or output the same output. Its effort is bounded; without success it is
/// what was given. The program runs with the visibility that `failing` was found with.
[[nodiscard]] Failing minimise(Failing const& failing);

}  // namespace hb::explore
