#pragma once
// Wrong: the refusal leaves without the unlock. It does not compile.

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
        mutex_.lock();
        if (balance_ < amount) return false;
        balance_ -= amount;
        withdrawn_ += amount;
        mutex_.unlock();
        return true;
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
