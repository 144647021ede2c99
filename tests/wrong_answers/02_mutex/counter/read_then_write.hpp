#pragma once
// Wrong: reading and writing are each under the lock, but change runs between them.

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
        auto const changed = change(value());
        std::lock_guard const lock{mutex_};
        value_ = changed;
        return changed;
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;
};
