#pragma once
/// Exercise 2 of lesson 02: an account, and an invariant over two of its fields.
///
/// hb::Mutex is a std::mutex that Clang's thread-safety analysis understands. HB_GUARDED_BY says which mutex guards a
/// member: an access without it does not compile. Take a lock out and see. The account below satisfies the analysis and
/// ThreadSanitizer, and it is wrong: each step is locked, and what belongs together is not one step.
///
/// Task: make withdraw and statement one step each.
///
/// Contract: any thread may call any function at any time; each of them is one step. withdraw returns false, and
/// changes nothing, if the balance is less than the amount; so the balance is never negative. At every moment the
/// balance and all that was withdrawn make up what was ever paid in, and every statement shows it so. Amounts are
/// positive.
///
/// Memory ordering: everything before a call happens before the return of every later call on the same account.
///
/// Constraints: each of the three functions holds an hb::Mutex; hb::MutexLock is to it what std::lock_guard is to the
/// standard library's mutexes, which carry no annotations. Keep HB_GUARDED_BY: an annotation that is not there checks
/// nothing. HB_REQUIRES(mutex_) behind a function's parameters says that its callers hold the mutex already.

#include "subject/guarded.hpp"

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : balance_{paid_in} {}

    void deposit(long amount) { add_to_balance(amount); }

    bool withdraw(long amount) {
        // Your turn: what can happen between the check and the act?
        if (balance() < amount) return false;
        add_to_balance(-amount);
        hb::MutexLock const lock{mutex_};
        withdrawn_ += amount;
        return true;
    }

    Statement statement() const {
        // Your turn: two right numbers, of two different moments.
        return {balance(), withdrawn()};
    }

private:
    long balance() const {
        hb::MutexLock const lock{mutex_};
        return balance_;
    }

    long withdrawn() const {
        hb::MutexLock const lock{mutex_};
        return withdrawn_;
    }

    void add_to_balance(long amount) {
        hb::MutexLock const lock{mutex_};
        balance_ += amount;
    }

    mutable hb::Mutex mutex_;
    long balance_ HB_GUARDED_BY(mutex_);
    long withdrawn_ HB_GUARDED_BY(mutex_) = 0;
};
