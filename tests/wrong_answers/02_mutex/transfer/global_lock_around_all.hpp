#pragma once
// Right, and serial: one more lock around every transfer.

#include <mutex>

template <class Mutex = std::mutex>
struct Account {
    Mutex mutex;
    long balance = 0;
};

inline std::mutex transfers;

template <class Mutex>
bool transfer(Account<Mutex>& from, Account<Mutex>& to, long amount) {
    std::lock_guard const lock{transfers};
    if (&from == &to) {
        std::lock_guard const lock{from.mutex};
        return amount <= from.balance;
    }
    std::lock_guard const giving{from.mutex};
    std::lock_guard const taking{to.mutex};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
