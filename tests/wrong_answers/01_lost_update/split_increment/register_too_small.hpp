#pragma once
// Wrong: the register is an int, and the counter is a long.

#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    void load() { register_ = counter_; }
    void add() { register_++; }
    void store() { counter_ = register_; }

private:
    std::atomic<long>& counter_;
    int register_ = 0;
};
