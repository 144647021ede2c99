#pragma once
// Right: the mutex guards one statement as a whole.

#include "subject/guarded.hpp"

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : now_{paid_in, 0} {}

    void deposit(long amount) {
        hb::MutexLock const lock{mutex_};
        now_.balance += amount;
    }

    bool withdraw(long amount) {
        hb::MutexLock const lock{mutex_};
        if (now_.balance < amount) return false;
        now_ = {now_.balance - amount, now_.withdrawn + amount};
        return true;
    }

    Statement statement() const {
        hb::MutexLock const lock{mutex_};
        return now_;
    }

private:
    mutable hb::Mutex mutex_;
    Statement now_ HB_GUARDED_BY(mutex_);
};
