#pragma once
// Wrong: locks by hand, and leaves early.

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
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    from.mutex.unlock();
    to.mutex.unlock();
    return true;
}
