#pragma once
// Wrong: the second list is missing.
#include <array>

inline constexpr std::array two_threads_two_increments{2, 3, 4};
