#pragma once
// Right: one register for each thread, as in a processor. A thread uses one object, so none is shared.
#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    // relaxed, here and below: only the counter's value matters, nothing is published with it; so there is no partner.
    void load() { register_of_thread = counter_.load(std::memory_order_relaxed); }
    void add() { ++register_of_thread; }
    void store() { counter_.store(register_of_thread, std::memory_order_relaxed); }

private:
    std::atomic<long>& counter_;
    inline static thread_local long register_of_thread = 0;
};
