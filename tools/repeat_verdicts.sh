#!/usr/bin/env bash
# Is a correct answer ever failed, is a certain race ever missed? Judges the same answers again and again, without rebuilding, and appends what
# came out to docs/repeated_verdicts.tsv.
#
# Usage: tools/repeat_verdicts.sh solutions [--busy] [--runs N] [EXERCISE...]   every verdict of each solution; all must pass (N: 30)
#        tools/repeat_verdicts.sh races     [--busy] [--runs N] [EXERCISE...]   race-free on each answer of the kit whose decisive
#                                                                              verdict it is; all must get what the kit states (N: 50)
#        tools/repeat_verdicts.sh report                                       what the table supports
#
# --busy keeps one core occupied meanwhile. EXERCISE is LESSON/NAME, as in the table. Exit status: 0 all right, 1 a wrong verdict, 2 bad arguments.
# Outputs of wrong and inconclusive checks are kept in build/repeat_verdicts/.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
table=docs/repeated_verdicts.tsv
kept=build/repeat_verdicts
hb=build/all/bin/hb

usage() { sed -n '5,8s/^# //p' "$0" >&2; exit 2; }

# Every "<lesson>/<exercise> solutions", or "<lesson>/<exercise> kit/<slug> <wanted>", one a line.
solutions() {
    local header
    for header in solutions/[0-9]*/*.hpp; do
        header=${header#solutions/}
        printf '%s solutions pass\n' "${header%.hpp}"
    done
}
races() {
    local toml lesson
    for toml in tests/wrong_answers/[0-9]*/kit.toml; do
        lesson=${toml%/kit.toml}
        lesson=${lesson##*/}
        awk -v lesson="$lesson" '
            /^\[[a-z0-9_]+\.[a-z0-9_]+\]/ { split(substr($0, 2, index($0, "]") - 2), name, ".") ; racy = 0 }
            /^decisive = "race-free"/     { racy = 1 }
            /^verdicts = / && racy && match($0, /race-free = "[a-z ]+"/) {
                wanted = substr($0, RSTART + 13, RLENGTH - 14)
                print lesson "/" name[1], "kit/" name[2], wanted
            }' "$toml"
    done
}

# repeat EXERCISE SET WANTED: `runs` checks of one answer; one line of the table.
repeat() {
    local exercise=$1 set=$2 wanted=$3 right=0 wrong=0 undecided=0 run status log
    for ((run = 1; run <= runs; ++run)); do
        status=0
        "$hb" check "$exercise" --answers "$set" "${asked[@]}" >"$scratch/log" 2>&1 || status=$?
        case $status-$wanted in
            0-pass | 1-fail) right=$((right + 1)); continue ;;
            3-*) undecided=$((undecided + 1)) ;;
            0-fail | 1-pass) wrong=$((wrong + 1)) ;;
            *) cat "$scratch/log" >&2; exit "$status" ;;
        esac
        log=$kept/$(date -u +%Y%m%dT%H%M%SZ).${exercise//\//.}.${set//\//.}.$run.log
        mkdir -p "$kept"
        cp "$scratch/log" "$log"
        printf 'not the verdict that it must get: %s\n' "$log" >&2
    done
    printf '%s\t%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\n' "$(date -u +%F)" "$version" "$exercise" "$set" "$condition" \
        "$runs" "$right" "$wrong" "$undecided" | tee -a "$table"
    [ "$wrong" -eq 0 ] || any_wrong=1
}

# With no failure in n independent checks, a true rate above 1 - 0.05^(1/n) would show at least one with 95 % probability. A wrong verdict is
# looked into and mended; what is said is of the checks since.
report() {
    awk -F '\t' '
        NR > 1 {
            key = $3 "\t" $4
            checks[key] += $6; right[key] += $7; wrong[key] += $8; undecided[key] += $9
            if ($8 > 0) { checks[key] = right[key] = undecided[key] = 0; last[key] = "; last wrong " $1 " at " $2 }
        }
        END {
            for (key in checks) {
                bound = right[key] == 0 ? "-" : sprintf("%.2f %%", 100 * (1 - 0.05 ^ (1 / right[key])))
                split(key, name, "\t")
                printf "%-34s %-38s %6d %6d %6d  %s%s\n", name[1], name[2], wrong[key], checks[key], undecided[key], bound, last[key]
            }
        }' "$table" | sort |
        { printf '%-34s %-38s %6s %6s %6s  %s\n' exercise answers wrong since open 'wrong verdicts at most (95 %)'; cat; }
}

mode=${1:-}
shift || usage
runs='' condition=quiet wanted_exercises=()
while [ $# -gt 0 ]; do
    case $1 in
        --busy) condition=busy ;;
        --runs) runs=${2:-}; [[ $runs =~ ^[1-9][0-9]*$ ]] || usage; shift ;;
        -*) usage ;;
        *) wanted_exercises+=("$1") ;;
    esac
    shift
done
case $mode in
    report) report; exit ;;
    solutions) runs=${runs:-30} asked=(--fresh) && mapfile -t answers < <(solutions) ;;
    races) runs=${runs:-50} asked=(--fresh --verdict race-free) && mapfile -t answers < <(races) ;;
    *) usage ;;
esac
[ -x "$hb" ] || { echo "$hb is not built. Run ./hb list first." >&2; exit 2; }

if [ ${#wanted_exercises[@]} -gt 0 ]; then
    mapfile -t answers < <(printf '%s\n' "${answers[@]}" | grep -E "^($(IFS='|'; echo "${wanted_exercises[*]}")) ")
    [ ${#answers[@]} -gt 0 ] || { echo "There is no such exercise: ${wanted_exercises[*]}. Name it as LESSON/EXERCISE." >&2; exit 2; }
fi
version=$(git describe --always --dirty)
scratch=$(mktemp -d)
burner=
trap '[ -z "$burner" ] || kill "$burner"; rm -rf "$scratch"' EXIT
if [ "$condition" = busy ]; then
    taskset -c 0 bash -c 'while :; do :; done' &
    burner=$!
fi
any_wrong=0
[ -s "$table" ] || printf 'date\tversion\texercise\tanswers\tcondition\tchecks\tright\twrong\tundecided\n' >"$table"
for answer in "${answers[@]}"; do
    read -r exercise set wanted <<<"$answer"
    repeat "$exercise" "$set" "$wanted"
done
exit "$any_wrong"
