#pragma once
/// Exercise 4 of lesson 02, solved: both locks or none.
///
/// Contract: any thread may call transfer with any two accounts. std::scoped_lock waits for one lock at a time and
/// holds no other meanwhile (it tries the second, and begins anew if that is taken): nobody who waits has what others
/// wait for. A fixed order of all locks, by address say, would do as well.
///
/// Memory ordering: everything before a transfer happens before the return of every later one that shares an account.

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
        return amount <= from.balance;
    }
    std::scoped_lock const both{from.mutex, to.mutex};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
