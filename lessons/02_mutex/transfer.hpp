#pragma once
/// Exercise 4 of lesson 02: a transfer between two accounts, without a deadlock.
///
/// The transfer below locks both accounts, the giving one first. Two threads that transfer in opposite directions then
/// take the same two locks in opposite orders: each may hold one, and wait for the other's for ever.
///
/// Task: make it impossible for transfers to wait for each other in a circle, whatever accounts they are between.
///
/// Contract: any thread may call transfer at any time, with any two accounts; others may lock accounts too, and wait
/// for no second lock while they hold one. transfer moves the amount and returns true; it returns false, and changes
/// nothing, if from has less. Either is one step: whoever holds the locks of all accounts sees all of the money. A
/// transfer from an account to itself changes nothing and returns whether the account has the amount. Amounts are
/// positive. Transfers between four different accounts may go on at once. When it returns, it holds no lock.
///
/// Memory ordering: everything before a transfer happens before the return of every later one that shares an account.
///
/// Constraints: balance is accessed under its own account's mutex. The members of Account keep their names; Mutex has
/// lock, try_lock and unlock (it is *Lockable*): a std::mutex in a program, and in the tests also one that lets another
/// thread go first at the worst moment.

#include <mutex>

template <class Mutex = std::mutex>
struct Account {
    Mutex mutex;
    long balance = 0;  // guarded by mutex
};

template <class Mutex>
bool transfer(Account<Mutex>& from, Account<Mutex>& to, long amount) {
    // Your turn: in which order do two transfers in opposite directions take these locks? And what if from is to?
    std::lock_guard const giving{from.mutex};
    std::lock_guard const taking{to.mutex};
    if (from.balance < amount) return false;
    from.balance -= amount;
    to.balance += amount;
    return true;
}
