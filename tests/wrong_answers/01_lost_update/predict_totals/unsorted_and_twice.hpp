#pragma once
// Right: order does not matter, and a number may stand there twice.
#include <array>

inline constexpr std::array two_threads_two_increments{4, 2, 3, 4};
inline constexpr std::array three_threads_two_increments{6, 5, 4, 3, 2, 2, 6};
