#pragma once
// Wrong: anything can be thrown, and an int keeps the lock.

#include <exception>
#include <mutex>

class Counter {
public:
    void increment() {
        std::lock_guard const lock{mutex_};
        ++value_;
    }

    long value() const {
        std::lock_guard const lock{mutex_};
        return value_;  // copied before the guard unlocks
    }

    template <class Change>
    long update(Change change) {
        mutex_.lock();
        try {
            auto const v = value_ = change(value_);
            mutex_.unlock();
            return v;
        } catch (std::exception const&) {
            mutex_.unlock();
            throw;
        }
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;  // guarded by mutex_
};
