#pragma once
// Right: any array of whole numbers will do.

inline constexpr long two_threads_two_increments[] = {2, 3, 4};
inline constexpr unsigned long three_threads_two_increments[] = {2, 3, 4, 5, 6};
