#pragma once
// Wrong: the reader believes that reading needs no lock.

#include <mutex>

class Counter {
public:
    void increment() {
        std::lock_guard const lock{mutex_};
        ++value_;
    }

    long value() const { return value_; }

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
