#pragma once
/// Exercise 1 of lesson 01, solved: every total of increments that are load, add, store.

#include <array>

// How 2 comes about (counter after each step in brackets):
//   A loads 0                            [0]
//                  B increments once     [1]   its first increment is complete
//   A stores 0 + 1                       [1]   B's increment is lost
//                  B loads 1             [1]   the load of its second and last increment
//   A increments once more               [2]
//                  B stores 1 + 1        [2]   A's second increment is lost
// 1 is impossible: whoever stores last has, before that, completed an increment of its own, so its last load found at
// least 1. 4 is the run in which nobody interferes; 3 loses one increment. Hence 2, 3 and 4.
inline constexpr std::array two_threads_two_increments{2, 3, 4};

// A third thread does all of its work between a load and a store of another one, and is wiped out: so 2 stays possible.
// The same argument as above excludes 1. Each increment less that is wiped out gives one of the numbers between.
inline constexpr std::array three_threads_two_increments{2, 3, 4, 5, 6};
