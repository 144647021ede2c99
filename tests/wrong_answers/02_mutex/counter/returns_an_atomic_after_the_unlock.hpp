#pragma once
// Wrong: the value is atomic, and read once more when the guard is gone.

#include <atomic>
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
        {
            std::lock_guard const lock{mutex_};
            value_ = change(value_);
        }
        return value_;
    }

private:
    mutable std::mutex mutex_;
    std::atomic<long> value_ = 0;
};
