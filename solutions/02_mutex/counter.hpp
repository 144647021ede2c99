#pragma once
/// Exercise 1 of lesson 02, solved: every access to the value is under the one mutex, and a guard gives it back on
/// every way out.
///
/// Contract: any thread may call any function; each is one step. change may use other counters, but not this one: it
/// runs under the lock, and a std::mutex that its own thread locks again waits for itself.
///
/// Memory ordering: everything before a call happens before the return of every later call on the same counter (an
/// unlock synchronises with the next lock of the same mutex).

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
        std::lock_guard const lock{mutex_};  // an exception of change leaves through it, too
        value_ = change(value_);
        return value_;
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;  // guarded by mutex_
};
