#pragma once
/// Time as the program sees it.

#include <cstdint>
#include <ctime>

namespace hb::explore {

inline constexpr std::uint64_t nanoseconds_per_second = 1'000'000'000;

/// When each execution begins: 1000 s after the epoch of every clock, so that "an hour ago" underflows nothing small.
inline constexpr std::uint64_t start_of_time_ns = 1000 * nanoseconds_per_second;

[[nodiscard]] inline std::uint64_t nanoseconds(timespec const& time) {
    if (time.tv_sec < 0) return 1;
    return static_cast<std::uint64_t>(time.tv_sec) * nanoseconds_per_second + static_cast<std::uint64_t>(time.tv_nsec);
}

}  // namespace hb::explore
