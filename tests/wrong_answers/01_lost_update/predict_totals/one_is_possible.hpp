#pragma once
// Wrong: 1 is excluded, since the last store follows a completed increment of the same thread.
#include <array>

inline constexpr std::array two_threads_two_increments{1, 2, 3, 4};
inline constexpr std::array three_threads_two_increments{1, 2, 3, 4, 5, 6};
