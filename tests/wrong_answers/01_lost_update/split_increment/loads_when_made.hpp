#pragma once
// Wrong: the counter is read when the object is made, long before load is called.
#include <atomic>

class SplitIncrement {
public:
    // relaxed, here and below: only the counter's value matters, nothing is published with it; so there is no partner.
    explicit SplitIncrement(std::atomic<long>& counter)
        : counter_{counter}, register_{counter.load(std::memory_order_relaxed)} {}

    void load() {}
    void add() { ++register_; }
    void store() { counter_.store(register_, std::memory_order_relaxed); }

private:
    std::atomic<long>& counter_;
    long register_;
};
