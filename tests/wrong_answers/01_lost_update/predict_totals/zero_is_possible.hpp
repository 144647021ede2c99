#pragma once
// Wrong: every store writes at least 1.
#include <array>

inline constexpr std::array two_threads_two_increments{0, 2, 3, 4};
inline constexpr std::array three_threads_two_increments{0, 2, 3, 4, 5, 6};
