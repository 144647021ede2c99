#pragma once
// Wrong: an order for every two accounts, but not for one.

#include <mutex>

template <class Mutex = std::mutex>
struct Account {
    Mutex mutex;
    long balance = 0;
};

template <class Mutex>
bool transfer(Account<Mutex>& from, Account<Mutex>& to, long amount) {
    auto* const first = &from < &to ? &from : &to;
    auto* const second = &from < &to ? &to : &from;
    std::lock_guard const one{first->mutex};
    std::lock_guard const two{second->mutex};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
