#pragma once
// Wrong: load does the whole increment; nothing is left for another thread to disturb.
#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    // relaxed: only the counter's value matters, nothing is published with it; so there is no partner.
    void load() { counter_.store(counter_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }
    void add() {}
    void store() {}

private:
    std::atomic<long>& counter_;
};
