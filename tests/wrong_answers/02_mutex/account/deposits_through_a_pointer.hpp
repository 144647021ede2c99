#pragma once
// Wrong: the address is taken under the lock, and written to behind it.

#include "subject/guarded.hpp"

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : balance_{paid_in} {}

    void deposit(long amount) {
        long* balance = nullptr;
        {
            hb::MutexLock const lock{mutex_};
            balance = &balance_;
        }
        *balance += amount;
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
