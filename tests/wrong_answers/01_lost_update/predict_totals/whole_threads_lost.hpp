#pragma once
// Wrong: threads are thought to be lost whole or not at all.
#include <array>

inline constexpr std::array two_threads_two_increments{2, 4};
inline constexpr std::array three_threads_two_increments{2, 4, 6};
