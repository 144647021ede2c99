#pragma once
// Right: the same order in both directions.

#include <functional>
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
    bool const from_first = std::less<>{}(&from, &to);
    auto& first = from_first ? from : to;
    auto& second = from_first ? to : from;
    std::lock_guard const one{first.mutex};
    std::lock_guard const two{second.mutex};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
