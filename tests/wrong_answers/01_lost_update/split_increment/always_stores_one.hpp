#pragma once
// Wrong: made for the one schedule of the task, in which both threads store 1.
#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    void load() {}
    void add() {}
    // relaxed: only the counter's value matters, nothing is published with it; so there is no partner.
    void store() { counter_.store(1, std::memory_order_relaxed); }

private:
    std::atomic<long>& counter_;
};
