#!/usr/bin/env bash
# The engine under ThreadSanitizer: without a report as it is, and with one, in threads.cpp, as soon as any of the things that it
# synchronises with orders nothing any more. Usage: races_test.sh ROOT PROGRAMS, the folder of federation.tsan and its mutants
set -u
root=$1
programs=$2
. "$root/tests/shell_test.sh"
export TSAN_OPTIONS="halt_on_error=0 exitcode=66"

for workers in 1 2 3; do
    run "$programs/federation.tsan" "$workers"
    check "no report with $workers workers" exited_with 0
    expected=${expected:-$out}
    check "  and the same bits" [ "$out" = "$expected" ]
    run "$programs/federation.tsan" "$workers" fails
    check "nor when the clients of $workers workers fail" exited_with 0
    check "  and the error arrives" said "is not a number"
done
for mutant in begin end next; do
    run "$programs/federation.without_$mutant" 3
    check "a report if ${mutant}_ orders nothing" exited_with 66
    check "  of a data race" said "ThreadSanitizer: data race"
    check "  in the engine" said "threads.cpp"
done
finish
