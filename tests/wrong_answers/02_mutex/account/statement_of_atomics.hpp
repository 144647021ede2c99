#pragma once
// Wrong: reads two atomics without the lock, one after the other.

#include <atomic>

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
        if (balance_ < amount) return false;
        balance_ -= amount;
        withdrawn_ += amount;
        return true;
    }

    Statement statement() const { return {balance_, withdrawn_}; }

private:
    mutable hb::Mutex mutex_;
    std::atomic<long> balance_;
    std::atomic<long> withdrawn_ = 0;
};
