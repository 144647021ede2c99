#pragma once
// Wrong: a guard without a name dies at the end of its own line.

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
        std::lock_guard<std::mutex>{mutex_};
        value_ = change(value_);
        return value_;
    }

private:
    mutable std::mutex mutex_;
    long value_ = 0;
};
