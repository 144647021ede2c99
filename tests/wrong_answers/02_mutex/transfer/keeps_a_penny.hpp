#pragma once
// Wrong: who has exactly enough is refused.

#include <mutex>

template <class Mutex = std::mutex>
struct Account {
    Mutex mutex;
    long balance = 0;  // guarded by mutex
};

template <class Mutex>
bool transfer(Account<Mutex>& from, Account<Mutex>& to, long amount) {
    if (&from == &to) {  // one mutex, which must not be locked twice
        std::lock_guard const lock{from.mutex};
        return amount < from.balance;
    }
    std::scoped_lock const both{from.mutex, to.mutex};
    if (from.balance <= amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
