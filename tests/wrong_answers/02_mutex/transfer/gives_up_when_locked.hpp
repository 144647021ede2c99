#pragma once
// Wrong: refuses when an account is busy.

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
    std::unique_lock const giving{from.mutex, std::try_to_lock};
    std::unique_lock const taking{to.mutex, std::try_to_lock};
    if (!giving || !taking) return false;
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
