#pragma once
// Wrong: withdraws first, and puts back when there was not enough.

#include "subject/guarded.hpp"

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : balance_{paid_in} {}

    void deposit(long amount) {
        hb::MutexLock const lock{mutex_};
        balance_ += amount;
    }

    bool withdraw(long amount) {
        {
            hb::MutexLock const lock{mutex_};
            balance_ -= amount;
            withdrawn_ += amount;
            if (balance_ >= 0) return true;
        }
        hb::MutexLock const lock{mutex_};
        balance_ += amount;
        withdrawn_ -= amount;
        return false;
    }

    Statement statement() const {
        hb::MutexLock const lock{mutex_};
        return {balance_, withdrawn_};
    }

private:
    mutable hb::Mutex mutex_;
    long balance_ HB_GUARDED_BY(mutex_);
    long withdrawn_ HB_GUARDED_BY(mutex_) = 0;
};
