#pragma once
// Wrong: refuses by a copy of the balance that it reads without the lock.

#include <atomic>

#include "subject/guarded.hpp"

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : copy_{paid_in}, balance_{paid_in} {}

    void deposit(long amount) {
        hb::MutexLock const lock{mutex_};
        balance_ += amount;
        copy_ = balance_;
    }

    bool withdraw(long amount) {
        if (copy_ < amount) return false;
        hb::MutexLock const lock{mutex_};
        if (balance_ < amount) return false;
        balance_ -= amount;
        withdrawn_ += amount;
        copy_ = balance_;
        return true;
    }

    Statement statement() const {
        hb::MutexLock const lock{mutex_};
        return {balance_, withdrawn_};
    }

private:
    mutable hb::Mutex mutex_;
    std::atomic<long> copy_;
    long balance_ HB_GUARDED_BY(mutex_);
    long withdrawn_ HB_GUARDED_BY(mutex_) = 0;
};
