#pragma once
// Wrong: add computes the sum and keeps it nowhere.
#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    // relaxed, here and below: only the counter's value matters, nothing is published with it; so there is no partner.
    void load() { register_ = counter_.load(std::memory_order_relaxed); }
    void add() { one_more_than(register_); }
    void store() { counter_.store(register_, std::memory_order_relaxed); }

private:
    static long one_more_than(long value) { return value + 1; }

    std::atomic<long>& counter_;
    long register_ = 0;
};
