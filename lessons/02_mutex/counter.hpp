#pragma once
/// Exercise 1 of lesson 02: a counter that many threads use.
///
/// increment locks; the other two do not yet. A mutex protects nothing by being there: it keeps out only those who lock
/// it, on every path.
///
/// Task: let all three functions lock the same mutex for as long as they touch the value, also when a change throws.
///
/// Contract: any thread may call any function at any time. Each of them is one step: nobody sees it half done, and no
/// other function of the same counter happens in its middle. update calls change once, with the value as it is, and
/// makes what comes back the new value, which it returns. If change throws, the value stays as it was, the exception
/// goes on to the caller, and the counter can be used as before. change may use other counters, but not this one.
///
/// Memory ordering: everything before a call happens before the return of every later call on the same counter.

#include <mutex>

class Counter {
public:
    /// Adds 1.
    void increment() {
        std::lock_guard const lock{mutex_};
        ++value_;
    }

    /// The value at one moment.
    // Your turn: increment may be writing while this reads.
    long value() const { return value_; }

    /// Replaces the value by change(value), and returns the new one.
    template <class Change>
    long update(Change change) {
        // Your turn: what if another thread changes the value while change is thinking? And what if change throws?
        value_ = change(value_);
        return value_;
    }

private:
    mutable std::mutex mutex_;  // mutable: value() must lock it too, and is const
    long value_ = 0;
};
