#pragma once
#include <mutex>

class Account {
public:
    void deposit(long amount) {
        std::lock_guard const hold(deposit_lock_);
        balance_ += amount;
    }
    void withdraw(long amount) {
        std::lock_guard const hold(withdraw_lock_);
        balance_ -= amount;
    }

private:
    std::mutex deposit_lock_;
    std::mutex withdraw_lock_;
    long balance_ = 0;
};
