#pragma once
// Right: a mutex that its own thread may lock again.

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
        std::lock_guard const lock{mutex_};
        value_ = change(value_);
        return value_;
    }

private:
    mutable std::recursive_mutex mutex_;
    long value_ = 0;
};
