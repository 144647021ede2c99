#pragma once
// Wrong: each call locks a mutex of its own.

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
        std::mutex mutex;
        std::lock_guard const lock{mutex};
        value_ = change(value_);
        return value_;
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;
};
