#pragma once
// Wrong: a mutex for each field.

#include "subject/guarded.hpp"

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : balance_{paid_in} {}

    void deposit(long amount) {
        hb::MutexLock const lock{first_};
        balance_ += amount;
    }

    bool withdraw(long amount) {
        {
            hb::MutexLock const lock{first_};
            if (balance_ < amount) return false;
            balance_ -= amount;
        }
        hb::MutexLock const lock{second_};
        withdrawn_ += amount;
        return true;
    }

    Statement statement() const {
        Statement seen{};
        {
            hb::MutexLock const lock{first_};
            seen.balance = balance_;
        }
        hb::MutexLock const lock{second_};
        seen.withdrawn = withdrawn_;
        return seen;
    }

private:
    mutable hb::Mutex first_;
    mutable hb::Mutex second_;
    long balance_ HB_GUARDED_BY(first_);
    long withdrawn_ HB_GUARDED_BY(second_) = 0;
};
