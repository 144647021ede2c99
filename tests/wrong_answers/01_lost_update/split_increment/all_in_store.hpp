#pragma once
// Wrong: store loads again, so that it never writes an old value.
#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    void load() {}
    void add() {}
    // relaxed: only the counter's value matters, nothing is published with it; so there is no partner.
    void store() { counter_.store(counter_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }

private:
    std::atomic<long>& counter_;
};
