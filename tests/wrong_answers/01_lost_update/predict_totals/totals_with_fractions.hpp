#pragma once
// Wrong: a total is a whole number.
#include <array>

inline constexpr std::array two_threads_two_increments{2.0, 3.0, 4.0};
inline constexpr std::array three_threads_two_increments{2.0, 3.0, 4.0, 5.0, 6.0};
