#pragma once
// Wrong: one member has no annotation, and one path to it no lock.

#include "subject/guarded.hpp"

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : balance_{paid_in} {}

    void deposit(long amount) { balance_ += amount; }

    bool withdraw(long amount) {
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
    mutable hb::Mutex mutex_;
    long balance_;
    long withdrawn_ HB_GUARDED_BY(mutex_) = 0;
};
