#pragma once
// Wrong: takes the accounts by value. It does not compile.

#include <mutex>

template <class Mutex = std::mutex>
struct Account {
    Mutex mutex;
    long balance = 0;
};

template <class Mutex>
bool transfer(Account<Mutex> from, Account<Mutex> to, long amount) {
    std::scoped_lock const both{from.mutex, to.mutex};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
