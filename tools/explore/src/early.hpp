#pragma once
/// Waits that end before anything ended them, where the settings allow it: which ones do is a choice in the schedule.

#include <cstdint>

namespace hb::explore {

enum class Early : std::uint8_t { no, spuriously, timed_out };

/// For a thread that is about to wait for a condition variable. With Early::timed_out the time is the deadline's from
/// then on. `deadline` in virtual nanoseconds; 0: none.
[[nodiscard]] Early choose_early_return(std::uint64_t deadline);

/// For a thread that is about to wait for something else: true if it does not, but tries once more when its time is up.
[[nodiscard]] bool times_out_early(std::uint64_t deadline);

/// What the thread waited until has come.
void pass_time_until(std::uint64_t deadline);

}  // namespace hb::explore
