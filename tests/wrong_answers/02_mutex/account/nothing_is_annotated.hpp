#pragma once
// Right elsewhere: locks everywhere, and leaves out every annotation.

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
    bool covers(long amount) const { return amount <= balance_; }

    mutable hb::Mutex mutex_;
    long balance_;
    long withdrawn_ = 0;
};
