#pragma once
// Right, and a waste: spins until it gets the lock.

#include <mutex>
#include <thread>

class Counter {
public:
    void increment() {
        std::unique_lock const lock{locked()};
        ++value_;
    }

    long value() const {
        std::unique_lock const lock{locked()};
        return value_;
    }

    template <class Change>
    long update(Change change) {
        std::unique_lock const lock{locked()};
        value_ = change(value_);
        return value_;
    }

private:
    std::unique_lock<std::mutex> locked() const {
        std::unique_lock lock{mutex_, std::defer_lock};
        while (!lock.try_lock())
            std::this_thread::yield();
        return lock;
    }
    mutable std::mutex mutex_;
    long value_ = 0;
};
