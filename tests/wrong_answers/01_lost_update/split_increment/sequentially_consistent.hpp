#pragma once
// Right: the default memory order. It is stronger than needed and loses the same updates.
#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    void load() { register_ = counter_; }
    void add() { register_ += 1; }
    void store() { counter_ = register_; }

private:
    std::atomic<long>& counter_;
    long register_ = 0;
};
