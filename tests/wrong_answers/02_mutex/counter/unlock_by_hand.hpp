#pragma once
// Wrong: the unlock is skipped by an exception.

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
        value_ = change(value_);
        long const result = value_;
        mutex_.unlock();
        return result;
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;
};
