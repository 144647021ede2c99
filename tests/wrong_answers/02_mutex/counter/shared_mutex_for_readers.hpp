#pragma once
// Right: readers share the lock.

#include <mutex>
#include <shared_mutex>

class Counter {
public:
    void increment() {
        std::lock_guard const lock{mutex_};
        ++value_;
    }

    long value() const {
        std::shared_lock const lock{mutex_};
        return value_;
    }

    template <class Change>
    long update(Change change) {
        std::lock_guard const lock{mutex_};
        value_ = change(value_);
        return value_;
    }

private:
    mutable std::shared_mutex mutex_;
    long value_ = 0;
};
