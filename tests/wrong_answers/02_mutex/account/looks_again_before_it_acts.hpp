#pragma once
// Right: checks in advance, and again under the lock of the act.

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
        if (balance() < amount) return false;
        hb::MutexLock const lock{mutex_};
        if (balance_ < amount) return false;
        balance_ -= amount;
        withdrawn_ += amount;
        return true;
    }

    Statement statement() const {
        hb::MutexLock const lock{mutex_};
        return {balance_, withdrawn_};
    }

private:
    long balance() const {
        hb::MutexLock const lock{mutex_};
        return balance_;
    }

    mutable hb::Mutex mutex_;
    long balance_ HB_GUARDED_BY(mutex_);
    long withdrawn_ HB_GUARDED_BY(mutex_) = 0;
};
