#!/usr/bin/env bash
# The lost update shows itself in at least 199 of 200 runs, on all cores and on one.
# Usage: lost_update_test.sh ROOT TREE RUNS
set -u
root=$1
tree=$2
runs=$3
. "$root/tests/shell_test.sh"
cmake --build "$tree" --target kit.01_lost_update.count_up.shared_counter.plain >/dev/null || exit 1
subject=$tree/subjects/01_lost_update/kit/shared_counter/count_up.plain

# lost COMMAND...: in how many runs the total is not the expected one. Exit status 1 alone would count an exception, too.
lost() {
    local count=0 seed
    for seed in $(seq "$runs"); do
        run "$@" count_up threads=2 per_thread=100000 seed="$seed"
        [[ $status -eq 1 && $out == *"Actual   total "* ]] && count=$((count + 1))
    done
    echo "$count"
}

wanted=$((runs - (runs + 199) / 200))
on_all=$(lost "$subject")
check "an update got lost in $on_all of $runs runs on all cores, of which $wanted are wanted" test "$on_all" -ge "$wanted"
on_one=$(lost taskset -c 0 "$subject")
check "an update got lost in $on_one of $runs runs on one core, of which $wanted are wanted" test "$on_one" -ge "$wanted"

finish
