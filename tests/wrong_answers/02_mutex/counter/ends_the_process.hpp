#pragma once
// Wrong: nobody is left to see a wrong value.

#include <cstdlib>
#include <mutex>

class Counter {
public:
    void increment() { std::_Exit(0); }

    long value() const {
        std::lock_guard const lock{mutex_};
        return value_;  // copied before the guard unlocks
    }

    template <class Change>
    long update(Change change) {
        std::lock_guard const lock{mutex_};
        value_ = change(value_);
        return value_;
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;  // guarded by mutex_
};
