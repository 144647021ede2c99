#pragma once
// Right: tries the second lock, and begins anew without the first.

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
    for (;;) {
        std::unique_lock const giving{from.mutex};
        std::unique_lock const taking{to.mutex, std::try_to_lock};
        if (taking) {
            if (from.balance < amount) return false;
            from.balance -= amount;
            to.balance += amount;
            return true;
        }
        // Both locks, if any, are given back at the end of this block, before it tries again.
    }
}
