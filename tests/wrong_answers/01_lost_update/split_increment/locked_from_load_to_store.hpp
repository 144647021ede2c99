#pragma once
// Wrong: a lock that is held across the steps. The schedule stands still.
#include <atomic>
#include <mutex>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    // relaxed, here and in store: only the counter's value matters, nothing is published with it; so there is no
    // partner.
    void load() {
        everything.lock();
        register_ = counter_.load(std::memory_order_relaxed);
    }
    void add() { ++register_; }
    void store() {
        counter_.store(register_, std::memory_order_relaxed);
        everything.unlock();
    }

private:
    std::atomic<long>& counter_;
    long register_ = 0;
    inline static std::mutex everything;
};
