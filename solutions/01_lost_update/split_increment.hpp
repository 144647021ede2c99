#pragma once
/// Exercise 2 of lesson 01, solved: an increment in three steps.
///
/// Contract: an object is one increment at a time, used by one thread that uses no other: load, add, store, and again.
/// Memory ordering: none. Steps of different threads are unordered unless the callers order them.

#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    // relaxed: only the counter's own value matters, no other data is published with it; so there is no partner.
    void load() { register_ = counter_.load(std::memory_order_relaxed); }

    void add() { ++register_; }

    // relaxed: as in load. A stronger order would not help: what is missing is not order but one indivisible step.
    void store() { counter_.store(register_, std::memory_order_relaxed); }

private:
    std::atomic<long>& counter_;
    long register_ = 0;  // private to the thread, as the processor's register is
};
