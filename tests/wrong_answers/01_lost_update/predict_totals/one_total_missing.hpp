#pragma once
// Wrong: 5 of three threads is missing.
#include <array>

inline constexpr std::array two_threads_two_increments{2, 3, 4};
inline constexpr std::array three_threads_two_increments{2, 3, 4, 6};
