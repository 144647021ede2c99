#pragma once
// Right elsewhere: the standard mutex, which the analysis does not know.

#include <mutex>

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : balance_{paid_in} {}

    void deposit(long amount) {
        std::lock_guard const lock{mutex_};
        balance_ += amount;
    }

    bool withdraw(long amount) {
        std::lock_guard const lock{mutex_};
        if (balance_ < amount) return false;
        balance_ -= amount;
        withdrawn_ += amount;
        return true;
    }

    Statement statement() const {
        std::lock_guard const lock{mutex_};
        return {balance_, withdrawn_};
    }

private:
    mutable std::mutex mutex_;
    long balance_;
    long withdrawn_ = 0;
};
