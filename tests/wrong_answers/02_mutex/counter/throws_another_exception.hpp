#pragma once
// Wrong: what the caller gets is not what change has thrown.

#include <exception>
#include <mutex>
#include <stdexcept>

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
        std::lock_guard const lock{mutex_};
        try {
            value_ = change(value_);
        } catch (std::exception const& error) {
            throw std::runtime_error{error.what()};
        }
        return value_;
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;  // guarded by mutex_
};
