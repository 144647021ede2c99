#!/usr/bin/env bash
# The demo tells its whole story, from runs that really happen. Usage: demo_test.sh ROOT TREE
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"

run "$tree/bin/hb" demo
check "the demo ends well" exited_with 0
check "an update was expected" said "Expected total 200000"
check "and got lost" bash -c '! grep -q "Actual   total 200000$" <<<"$1"' _ "$out"
check "the interleaving is drawn in two columns" said "thread A                  thread B"
check "both read before either writes" awk '/ load/ { loads++ } / store/ { exit loads == 2 ? 0 : 1 }' <<<"$out"
check "ThreadSanitizer's report is told" said "data race"
check "with the student's line" said "shared_counter.hpp"
check "the repaired version passes every check" bash -c '! grep -q FAIL <<<"$1"' _ "$out"
check "repairs are timed side by side" said "times the solution's time"
check "and it says what comes next" said "./hb check"
check "in at most 80 columns" awk 'length > 80 { exit 1 }' <<<"$out"

finish
