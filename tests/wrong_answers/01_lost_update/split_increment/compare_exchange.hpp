#pragma once
// Wrong: store tries again until nothing gets lost, with an operation that is forbidden here.
#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    // relaxed, here and below: only the counter's value matters, nothing is published with it; so there is no partner.
    void load() { register_ = counter_.load(std::memory_order_relaxed); }
    void add() { ++register_; }
    void store() {
        long expected = register_ - 1;
        while (!counter_.compare_exchange_weak(expected, register_, std::memory_order_relaxed))
            register_ = expected + 1;
    }

private:
    std::atomic<long>& counter_;
    long register_ = 0;
};
