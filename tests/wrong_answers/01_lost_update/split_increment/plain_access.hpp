#pragma once
// Wrong: the counter is accessed as a plain long. Every total looks right; the behaviour is undefined.
#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{reinterpret_cast<long volatile&>(counter)} {}

    void load() { register_ = counter_; }
    void add() { ++register_; }
    void store() { counter_ = register_; }

private:
    long volatile& counter_;
    long register_ = 0;
};
