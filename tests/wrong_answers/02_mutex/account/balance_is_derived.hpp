#pragma once
// Right: keeps what was paid in and withdrawn; the balance is the difference.

#include "subject/guarded.hpp"

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : paid_in_{paid_in} {}

    void deposit(long amount) {
        hb::MutexLock const lock{mutex_};
        paid_in_ += amount;
    }

    bool withdraw(long amount) {
        hb::MutexLock const lock{mutex_};
        if (paid_in_ - withdrawn_ < amount) return false;
        withdrawn_ += amount;
        return true;
    }

    Statement statement() const {
        hb::MutexLock const lock{mutex_};
        return {paid_in_ - withdrawn_, withdrawn_};
    }

private:
    mutable hb::Mutex mutex_;
    long paid_in_ HB_GUARDED_BY(mutex_);
    long withdrawn_ HB_GUARDED_BY(mutex_) = 0;
};
