#pragma once
// Right: std::lock for both, and guards that take over.

#include <mutex>

template <class Mutex = std::mutex>
struct Account {
    Mutex mutex;
    long balance = 0;
};

template <class Mutex>
bool transfer(Account<Mutex>& from, Account<Mutex>& to, long amount) {
    if (&from == &to) {
        std::lock_guard const lock{from.mutex};
        return amount <= from.balance;
    }
    std::lock(from.mutex, to.mutex);
    std::lock_guard const giving{from.mutex, std::adopt_lock};
    std::lock_guard const taking{to.mutex, std::adopt_lock};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
