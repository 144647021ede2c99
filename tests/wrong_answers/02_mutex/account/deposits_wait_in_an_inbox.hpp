#pragma once
// Right: what is paid in waits under a mutex of its own until somebody looks at the whole.

#include <utility>

#include "subject/guarded.hpp"

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : balance_{paid_in} {}

    void deposit(long amount) {
        hb::MutexLock const lock{inbox_mutex_};
        inbox_ += amount;
    }

    bool withdraw(long amount) {
        hb::MutexLock const lock{mutex_};
        empty_inbox();
        if (balance_ < amount) return false;
        balance_ -= amount;
        withdrawn_ += amount;
        return true;
    }

    Statement statement() const {
        hb::MutexLock const lock{mutex_};
        empty_inbox();
        return {balance_, withdrawn_};
    }

private:
    void empty_inbox() const HB_REQUIRES(mutex_) {
        hb::MutexLock const lock{inbox_mutex_};
        balance_ += std::exchange(inbox_, 0);
    }

    mutable hb::Mutex mutex_;
    mutable hb::Mutex inbox_mutex_;
    mutable long inbox_ HB_GUARDED_BY(inbox_mutex_) = 0;
    mutable long balance_ HB_GUARDED_BY(mutex_);
    long withdrawn_ HB_GUARDED_BY(mutex_) = 0;
};
