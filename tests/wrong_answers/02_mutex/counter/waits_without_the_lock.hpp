#pragma once
// Wrong: looks whether the mutex is free, gives it back, and then begins.

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
        mutex_.unlock();
        value_ = change(value_);
        return value_;
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;
};
