#pragma once
// Wrong: nothing can be counted twice.
#include <array>

inline constexpr std::array two_threads_two_increments{2, 3, 4, 5};
inline constexpr std::array three_threads_two_increments{2, 3, 4, 5, 6, 7};
