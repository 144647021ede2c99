#pragma once
// Wrong: one lock for all transfers, which no auditor knows.

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
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
