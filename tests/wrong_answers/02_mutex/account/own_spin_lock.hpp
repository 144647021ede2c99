#pragma once
// Right elsewhere: a lock of its own, annotated, in place of hb::Mutex.

#include <atomic>
#include <thread>

#include "subject/guarded.hpp"

class HB_CAPABILITY("mutex") SpinLock {
public:
    void lock() HB_ACQUIRE() {
        // acquire: what was done under the lock before happens before what follows; the partner is the clear in unlock.
        while (taken_.test_and_set(std::memory_order_acquire))
            std::this_thread::yield();
    }
    void unlock() HB_RELEASE() {
        taken_.clear(std::memory_order_release);  // the partner is the test_and_set in lock
    }

private:
    std::atomic_flag taken_;
};

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : balance_{paid_in} {}

    void deposit(long amount) {
        lock_.lock();
        balance_ += amount;
        lock_.unlock();
    }

    bool withdraw(long amount) {
        lock_.lock();
        bool const enough = amount <= balance_;
        if (enough) {
            balance_ -= amount;
            withdrawn_ += amount;
        }
        lock_.unlock();
        return enough;
    }

    Statement statement() const {
        lock_.lock();
        Statement const now{balance_, withdrawn_};
        lock_.unlock();
        return now;
    }

private:
    mutable SpinLock lock_;
    long balance_ HB_GUARDED_BY(lock_);
    long withdrawn_ HB_GUARDED_BY(lock_) = 0;
};
