#pragma once
// Wrong: tries the lock a few times, then goes on without it.

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
        bool locked = false;
        for (int tries = 0; tries < 3 && !locked; ++tries)
            locked = mutex_.try_lock();
        value_ = change(value_);
        long const result = value_;
        if (locked) mutex_.unlock();
        return result;
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;
};
