#pragma once
// Wrong: add loads, and load does nothing. Two steps of the three look right.
#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    void load() {}
    // relaxed, here and below: only the counter's value matters, nothing is published with it; so there is no partner.
    void add() { register_ = counter_.load(std::memory_order_relaxed) + 1; }
    void store() { counter_.store(register_, std::memory_order_relaxed); }

private:
    std::atomic<long>& counter_;
    long register_ = 0;
};
