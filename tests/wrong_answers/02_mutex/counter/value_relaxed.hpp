#pragma once
// Wrong: the reader spares itself the lock, because the value is atomic; what came before a change is not ordered by
// that.

#include <atomic>
#include <mutex>

class Counter {
public:
    void increment() {
        std::lock_guard const lock{mutex_};
        store(load() + 1);
    }

    long value() const { return load(); }

    template <class Change>
    long update(Change change) {
        std::lock_guard const lock{mutex_};
        auto const changed = change(load());
        store(changed);
        return changed;
    }

private:
    // relaxed, both: that is the mistake, where value() has no lock.
    long load() const { return value_.load(std::memory_order_relaxed); }
    void store(long value) { value_.store(value, std::memory_order_relaxed); }

    mutable std::mutex mutex_;
    std::atomic<long> value_ = 0;
};
