#pragma once
// Right: its hb::Mutex has the name of a type of the standard library.

#include "subject/guarded.hpp"

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : balance{paid_in} {}

    void deposit(long amount) {
        hb::MutexLock const lock{mutex};
        balance += amount;
    }

    bool withdraw(long amount) {
        hb::MutexLock const lock{mutex};
        if (balance < amount) return false;
        balance -= amount;
        withdrawn += amount;
        return true;
    }

    Statement statement() const {
        hb::MutexLock const lock{mutex};
        return {balance, withdrawn};
    }

private:
    mutable hb::Mutex mutex;
    long balance HB_GUARDED_BY(mutex);
    long withdrawn HB_GUARDED_BY(mutex) = 0;
};
