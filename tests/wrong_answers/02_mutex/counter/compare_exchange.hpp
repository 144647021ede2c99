#pragma once
// Wrong: no lock but an atomic that begins anew when another thread was faster.

#include <atomic>

class Counter {
public:
    void increment() { value_.fetch_add(1); }

    long value() const { return value_.load(); }

    template <class Change>
    long update(Change change) {
        long before = value_.load();
        long after = change(before);
        while (!value_.compare_exchange_weak(before, after))
            after = change(before);
        return after;
    }

private:
    std::atomic<long> value_ = 0;
};
