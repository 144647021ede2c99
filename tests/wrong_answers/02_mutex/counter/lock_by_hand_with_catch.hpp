#pragma once
// Right: locks by hand, and unlocks on the way of an exception too.

#include <mutex>

class Counter {
public:
    void increment() {
        std::lock_guard const lock{mutex_};
        ++value_;
    }

    long value() const {
        std::lock_guard const lock{mutex_};
        return value_;
    }

    template <class Change>
    long update(Change change) {
        mutex_.lock();
        long result = 0;
        try {
            result = change(value_);
        } catch (...) {
            mutex_.unlock();
            throw;
        }
        value_ = result;
        mutex_.unlock();
        return result;
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;
};
