#pragma once
// Wrong: what others do between the read and the write is overwritten.

#include "subject/guarded.hpp"

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : balance_{paid_in} {}

    void deposit(long amount) {
        long balance = 0;
        {
            hb::MutexLock const lock{mutex_};
            balance = balance_;
        }
        hb::MutexLock const lock{mutex_};
        balance_ = balance + amount;
    }

    bool withdraw(long amount) {
        hb::MutexLock const lock{mutex_};
        if (!covers(amount)) return false;
        balance_ -= amount;
        withdrawn_ += amount;
        return true;
    }

    Statement statement() const {
        hb::MutexLock const lock{mutex_};
        return {balance_, withdrawn_};
    }

private:
    /// What it says is true only for as long as the caller holds the lock: therefore it does not lock by itself.
    bool covers(long amount) const HB_REQUIRES(mutex_) { return amount <= balance_; }

    mutable hb::Mutex mutex_;
    long balance_ HB_GUARDED_BY(mutex_);
    long withdrawn_ HB_GUARDED_BY(mutex_) = 0;
};
