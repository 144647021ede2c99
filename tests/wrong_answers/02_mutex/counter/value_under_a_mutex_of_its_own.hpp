#pragma once
// Wrong: who reads and who writes lock, but not the same mutex.

#include <mutex>

class Counter {
public:
    void increment() {
        std::lock_guard const lock{mutex_};
        ++value_;
    }

    long value() const {
        std::lock_guard const lock{reading_};
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
    mutable std::mutex reading_;
    long value_ = 0;
};
