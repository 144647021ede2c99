#pragma once
// Wrong: at most half of the increments is thought to get lost in pairs; 2 of two threads is missing.
#include <array>

inline constexpr std::array two_threads_two_increments{3, 4};
inline constexpr std::array three_threads_two_increments{3, 4, 5, 6};
