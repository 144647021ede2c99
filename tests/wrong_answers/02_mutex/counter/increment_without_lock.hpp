#pragma once
// Wrong: the shortest function is the one without a lock.

#include <mutex>

class Counter {
public:
    void increment() { ++value_; }

    long value() const {
        std::lock_guard const lock{mutex_};
        return value_;
    }

    template <class Change>
    long update(Change change) {
        std::lock_guard const lock{mutex_};
        value_ = change(value_);
        return value_;
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;
};
