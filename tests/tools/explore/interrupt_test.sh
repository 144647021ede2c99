#!/usr/bin/env bash
# explore, interrupted as a person does it, and what is left running. Usage: interrupt_test.sh ROOT EXPLORE PROGRAMS
set -u
root=$1
explore=$2
programs=$3
# shellcheck source=tests/shell_test.sh
. "$root/tests/shell_test.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
endless=(--search=dpor --executions=1000000000000 --seconds=0)

# begin OPTION...: a search that has no end; $host is its process, $workers are those of the program.
begin() {
    local option
    for option in "$@"; do case $option in --jobs=*) jobs=${option#*=} ;; esac; done
    "$explore" "${endless[@]}" "$@" "$programs/ends" "many schedules" >"$scratch/out" 2>"$scratch/err" </dev/null &
    host=$!
    workers=()
    while [ "${#workers[@]}" -lt "$jobs" ] && kill -0 "$host" 2>/dev/null; do
        mapfile -t workers < <(pgrep -P "$host")
    done
    # At work: a program that was not yet started has another name.
    for worker in "${workers[@]}"; do
        until [ "$(cat "/proc/$worker/comm" 2>/dev/null)" = ends ]; do kill -0 "$host" 2>/dev/null || break; done
    done
}

# Whether none of the program's processes runs any more; waits for it for a while.
all_gone() {
    local worker tries
    for worker in "${workers[@]}"; do
        for ((tries = 0; tries < 200; ++tries)); do
            case $(sed -n 's/^State:\t//p' "/proc/$worker/status" 2>/dev/null) in '' | Z* | X*) break ;; esac
            sleep 0.05
        done
        [ "$tries" -lt 200 ] || { echo "process $worker goes on"; kill -KILL "$worker"; return 1; }
    done
}

valid_json() { python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$scratch/out"; }
said_in_json() { grep -q "$1" "$scratch/out" || { cat "$scratch/out"; return 1; }; }

for jobs in 1 2; do
    begin --json "--jobs=$jobs"
    kill -INT "$host"
    wait "$host"
    status=$?
    out=$(cat "$scratch/err")
    check "interrupted with $jobs jobs it ends with 130" exited_with 130
    check "what it knows is JSON" valid_json
    check "which says that it was interrupted" said_in_json '"interrupted": true'
    check "and nothing runs any more" all_gone
    check "without a terminal nothing is said of its progress" [ ! -s "$scratch/err" ]

    begin "--jobs=$jobs"
    kill -KILL "$host"
    wait "$host" 2>/dev/null
    check "killed with $jobs jobs, it leaves nothing running either" all_gone
done

# Executions and rate: those of a search that was let go on for more than a second.
if command -v script >/dev/null; then
    out=$(script -qec "'$explore' --search=depth_first --executions=1000000000000 --seconds=2 '$programs/ends' 'many schedules'" /dev/null </dev/null)
    check "on a terminal a long search shows its progress" said " a second, about less than 1 % of all"
fi
run "$explore" --search=depth_first --executions=1000000000000 --seconds=2 "$programs/ends" "many schedules"
check "elsewhere it does not" [ "${out#*of all}" = "$out" ]
run "$explore" --jobs=-1 "$programs/ends" "many schedules"
check "fewer than no jobs are an error" exited_with 2

finish
