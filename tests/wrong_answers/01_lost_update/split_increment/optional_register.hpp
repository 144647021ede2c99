#pragma once
// Right: the register is empty between increments.
#include <atomic>
#include <optional>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    // acquire and release order nothing that matters here: there is no other data. Relaxed would do.
    void load() { register_ = counter_.load(std::memory_order_acquire); }
    void add() { register_ = register_.value() + 1; }
    void store() {
        counter_.store(register_.value(), std::memory_order_release);
        register_.reset();
    }

private:
    std::atomic<long>& counter_;
    std::optional<long> register_;
};
