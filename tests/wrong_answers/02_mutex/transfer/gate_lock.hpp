#pragma once
// Right, and reported: whoever takes account locks holds the gate, so no circle can close.

#include <mutex>

template <class Mutex = std::mutex>
struct Account {
    Mutex mutex;
    long balance = 0;
};

inline std::mutex gate;

template <class Mutex>
bool transfer(Account<Mutex>& from, Account<Mutex>& to, long amount) {
    if (&from == &to) {
        std::lock_guard const lock{from.mutex};
        return amount <= from.balance;
    }
    std::unique_lock gate_lock{gate};
    std::lock_guard const giving{from.mutex};
    std::lock_guard const taking{to.mutex};
    gate_lock.unlock();
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
