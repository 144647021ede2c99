#pragma once
// Right: the check and the act in functions of their own, under the locks of their caller.

#include <mutex>

template <class Mutex = std::mutex>
struct Account {
    Mutex mutex;
    long balance = 0;
};

template <class Mutex>
bool covers(Account<Mutex> const& account, long amount) {
    return amount <= account.balance;
}

template <class Mutex>
bool moved(Account<Mutex>& from, Account<Mutex>& to, long amount) {
    from.balance -= amount;
    to.balance += amount;
    return true;
}

template <class Mutex>
bool transfer(Account<Mutex>& from, Account<Mutex>& to, long amount) {
    if (&from == &to) {
        std::lock_guard const lock{from.mutex};
        return amount <= from.balance;
    }
    std::unique_lock giving{from.mutex, std::defer_lock};
    std::unique_lock taking{to.mutex, std::defer_lock};
    std::lock(giving, taking);
    return covers(from, amount) && moved(from, to, amount);
}
