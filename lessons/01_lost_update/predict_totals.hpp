#pragma once
/// Exercise 1 of lesson 01: predict every total.
///
/// Several threads increment one shared counter that starts at 0, without any lock. Each increment is three steps:
/// load the counter into a private register, add 1 there, store the register into the counter. The steps of one thread
/// happen in this order; between any two of them, any number of steps of other threads may happen.
///
/// Task: list every total that the counter can show when all threads have finished. Think before you run anything.
///
/// Contract: both lists hold whole numbers. Order does not matter and a number may stand there twice; a total that is
/// missing or impossible does matter. Any array will do, also one that a constexpr function has computed.

#include <array>

/// Two threads, two increments each: what totals are possible?
// Your turn: 4 is what everybody hopes for. What else?
inline constexpr std::array two_threads_two_increments{4};

/// Three threads, two increments each.
// Your turn: 6, and what else? How small can it get?
inline constexpr std::array three_threads_two_increments{6};
