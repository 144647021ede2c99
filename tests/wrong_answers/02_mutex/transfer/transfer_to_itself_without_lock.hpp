#pragma once
// Wrong: looking at a balance is an access, too, also where nothing moves.

#include <mutex>

template <class Mutex = std::mutex>
struct Account {
    Mutex mutex;
    long balance = 0;  // guarded by mutex
};

template <class Mutex>
bool transfer(Account<Mutex>& from, Account<Mutex>& to, long amount) {
    if (&from == &to) return amount <= from.balance;
    std::scoped_lock const both{from.mutex, to.mutex};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
