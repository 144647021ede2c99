#pragma once
// Wrong: one register for all increments, which is neither private nor protected.
#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    // relaxed, here and below: only the counter's value matters, nothing is published with it; so there is no partner.
    void load() { shared_register = counter_.load(std::memory_order_relaxed); }
    void add() { ++shared_register; }
    void store() { counter_.store(shared_register, std::memory_order_relaxed); }

private:
    std::atomic<long>& counter_;
    inline static long shared_register = 0;
};
