#!/usr/bin/env bash
# Clang's thread-safety analysis works through guarded.hpp: right code is silent, and each mistake is named.
# Usage: guarded_test.sh ROOT COMPILER
set -u
root=$1
compiler=$2
. "$root/tests/shell_test.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# analysed BODY: compiles a class with one guarded member, and this body of a member function.
analysed() {
    cat >"$scratch/guarded.cpp" <<CODE
#include "subject/guarded.hpp"
class Account {
public:
    void change() { $1 }
private:
    void locked_change() HB_REQUIRES(mutex_) { ++balance_; }
    hb::Mutex mutex_;
    long balance_ HB_GUARDED_BY(mutex_) = 0;
};
int main() { Account{}.change(); }
CODE
    run "$compiler" -std=c++20 -I"$root/tools" -Wthread-safety -Werror -fsyntax-only "$scratch/guarded.cpp"
}

analysed 'hb::MutexLock const lock{mutex_}; ++balance_; locked_change();'
check "a member that is touched under its mutex is right" exited_with 0
analysed 'mutex_.lock(); ++balance_; mutex_.unlock();'
check "so is one between lock and unlock" exited_with 0
analysed '++balance_;'
check "a member that is touched without its mutex is named" said "requires holding mutex 'mutex_'"
analysed 'locked_change();'
check "so is a function that must be called under the mutex" said "requires holding mutex 'mutex_'"
analysed 'mutex_.lock(); ++balance_;'
check "so is a mutex that is still held at the end" said "still held"
analysed 'hb::MutexLock const lock{mutex_}; hb::MutexLock const again{mutex_};'
check "so is a mutex that is locked twice" said "already held"

finish
