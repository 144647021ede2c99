#pragma once
// Wrong: does nothing when somebody else has the lock.

#include <mutex>

class Counter {
public:
    void increment() {
        std::unique_lock const lock{mutex_, std::try_to_lock};
        if (lock.owns_lock()) ++value_;
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
    mutable std::mutex mutex_;
    long value_ = 0;
};
