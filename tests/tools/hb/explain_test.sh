#!/usr/bin/env bash
# hb explain on kept logs, on reports produced here and now by both compilers, and on files that are no logs.
# Usage: explain_test.sh ROOT TREE
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"
hb=$tree/bin/hb
logs=$root/tests/tools/tsan/logs
programs=$logs/programs
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fits() { awk 'length > 80 { print "too wide: " $0; bad = 1 } END { exit bad }' <<<"$out"; }
not_said() { ! said "$1" >/dev/null; }

run "$hb" explain --help
check "its help has an example" said "./hb explain"
run "$hb" explain
check "without a log it fails" exited_with 2

run "$hb" explain --source "$programs" "$logs/count_up.clang.log"
check "a report is explained" said "Data race on 'total', on the stack of the main thread."
check "with its source line, from where the sources lie now" said "total = before + 1;"
check "and counted" said "1 report: data race (1)."
check "and that is success" exited_with 0
check "in at most 80 columns" fits
check "output that is no terminal has no colours" bash -c '! grep -q $'"'"'\033'"'"' <<<"$1"' _ "$out"
run "$hb" explain "$logs/count_up.clang.log"
check "sources that are not there are said to be missing" said "--source DIR names their folder"

run "$hb" explain "$logs/count_up.clang.log" "$logs/transfer.clang.log" "$logs/count_up.clang.log"
check "equal reports are shown once" said "2 reports like this"
check "and all are counted" said "3 reports, 2 different: data race (2), lock-order-inversion (1)."
sed 's/thread T1/thread T8/; s/Thread T1/Thread T8/; s/0x7/0x6/g' "$logs/count_up.clang.log" >"$scratch/renumbered"
run "$hb" explain "$logs/count_up.clang.log" "$scratch/renumbered"
check "reports that differ in threads' numbers and addresses only are equal" said "2 reports, 1 different: data race (2)."
run "$hb" explain --raw "$logs/count_up.clang.log"
check "--raw shows the original" said "  Write of size 8 at 0x"
check "and nothing else" not_said "Data race on"

"$hb" explain - <"$logs/count_up.gcc.log" >"$scratch/piped"
out=$(cat "$scratch/piped")
check "standard input is a log, too" said "1 report: data race (1)."

head -c 900 "$logs/count_up.clang.log" >"$scratch/cut"
run "$hb" explain "$scratch/cut"
check "a report that is cut short is shown raw" said "WARNING: ThreadSanitizer: data race (pid="
check "with what can be said" said "it does not show both accesses"
check "and has a status of its own" exited_with 3
printf '==================\nWARNING: DATA RACE\nWrite at 0x00c000 by goroutine 7:\n==================\n' >"$scratch/go"
run "$hb" explain "$scratch/go"
check "another detector's report is shown raw" said "Write at 0x00c000 by goroutine 7:"
check "and has that status" exited_with 3

printf 'all well\n' >"$scratch/clean"
run "$hb" explain "$scratch/clean"
check "a log without reports says so" said "No report of ThreadSanitizer in $scratch/clean."
check "and that is success" exited_with 0
: >"$scratch/empty"
run "$hb" explain "$scratch/empty"
check "so does an empty one" said "No report of ThreadSanitizer"
printf 'ThreadSanitizer: reported 2 warnings\n' >"$scratch/elsewhere"
run "$hb" explain "$scratch/elsewhere"
check "reports that the log announces and does not hold are missed" said "the reports are elsewhere"

run "$hb" explain "$scratch/nowhere"
check "a missing file is an error" exited_with 2
check "that says how to make a log" said "./program 2>log"
run "$hb" explain "$scratch"
check "a folder is an error" said "is a folder"
run "$hb" explain "$hb"
check "a program is no log" said "is no text"
{ head -c 4096 "$hb"; printf '\nWARNING: ThreadSanitizer: data race (pid=1)\n'; } >"$scratch/program"
run "$hb" explain "$scratch/program"
check "nor is one that holds words of ThreadSanitizer's" said "is no text"
run "$hb" explain --source "$scratch/nowhere" "$scratch/clean"
check "a folder of sources that is not there is an error" exited_with 2
touch "$scratch/huge"
truncate -s 300M "$scratch/huge"
run "$hb" explain "$scratch/huge"
check "a huge file is an error" said "is larger than 256 MiB"
if [ "$(id -u)" -ne 0 ]; then
    chmod 0 "$scratch/clean"
    run "$hb" explain "$scratch/clean"
    check "a file that may not be read is an error" exited_with 2
fi

# fresh COMPILER PROGRAM WORDS...: compiles a program, runs it, and asks that its explanation says the words.
fresh() {
    local compiler=$1 program=$2
    shift 2
    "$compiler" -std=c++20 -g -O1 -fsanitize=thread "$programs/$program.cpp" -o "$scratch/$program" -pthread || return 1
    TSAN_OPTIONS=detect_deadlocks=1 "$scratch/$program" >"$scratch/log" 2>&1
    run "$hb" explain "$scratch/log"
    exited_with 0 && fits || return 1
    for words in "$@"; do said "$words" || return 1; done
}

for compiler in clang++-19 clang++ g++; do
    command -v "$compiler" >/dev/null || continue
    [ "$compiler" = clang++ ] && command -v clang++-19 >/dev/null && continue
    printf 'int main() {}\n' >"$scratch/probe.cpp"
    if ! "$compiler" -fsanitize=thread "$scratch/probe.cpp" -o "$scratch/probe" 2>/dev/null || ! "$scratch/probe"; then
        printf 'skipped - %s has no ThreadSanitizer that runs here (its runtime library, libtsan, is missing)\n' "$compiler"
        continue
    fi
    check "$compiler: a global and a mutex held by one thread only" fresh "$compiler" half_locked \
        "Data race on the global variable 'total' (8 bytes)." "A mutex orders only threads that all lock it."
    check "$compiler: two mutexes" fresh "$compiler" different_locks "'balance_'" "no mutex is common to both"
    check "$compiler: a lock-order inversion" fresh "$compiler" transfer "Lock-order inversion" "hold_to(to.lock);"
    check "$compiler: mutexes by their names" fresh "$compiler" kitchen "locks 'knives' while holding 'forks'" \
        "locks 'forks' while holding 'knives'"
    check "$compiler: two bit-fields in one memory location" fresh "$compiler" bits "the bit-fields '" \
        "in the global variable 'table' (64 bytes)."
    check "$compiler: a descriptor that is closed too early" fresh "$compiler" descriptor "it is closed"
    check "$compiler: a use after free" fresh "$compiler" freed_job "'result' is used after thread T1 freed its memory." \
        "memory that 'job' points to"
    check "$compiler: a signal handler that prints" fresh "$compiler" handler_prints "the signal handler on_interrupt calls malloc" \
        "handler_prints.cpp:7"
    check "$compiler: a wrong unlock of a member" fresh "$compiler" door "unlocks the mutex 'store.door'"
    check "$compiler: a wrong unlock" fresh "$compiler" unlock_of_unlocked "Wrong unlock: a thread unlocks" "lock.unlock();"
    check "$compiler: a destroyed mutex" fresh "$compiler" destroyed_locked_mutex "Destroyed while locked" "It was locked here:"
    check "$compiler: leaked threads" fresh "$compiler" thread_leaks "thread T1 and 4 more were never joined or detached"
done

finish
