#!/usr/bin/env bash
# How long a saved file waits for its verdicts: for every exercise, from the save to the verdict on values, and to the last
# verdict, as `hb watch` shows them. Medians; the targets hold for a machine with two cores that does nothing else.
#
# Usage: tools/quick.sh [-n RUNS] [EXERCISE...]         (default: 5 runs, every exercise; exercises as hb check names them)
# The solutions are the answers: each run adds a comment to a solution, as an editor would save it, so that everything is built
# and judged anew. On exit, however it comes, the solutions are as they were.
set -euo pipefail
export LC_ALL=C                   # decimal points
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
export HB_ROOT=${HB_ROOT:-$root} HB_BUILD=${HB_BUILD:-$root/build/all}
hb=$HB_BUILD/bin/hb

values_target=2                   # seconds to the verdict on values: so long a person waits without turning away
all_target=10                     # seconds to all verdicts of one exercise
patience=120                      # seconds without a word from hb watch: then something is wrong

die() { printf '%s\n%s\n' "$1" "$2" >&2; exit 2; }

runs=5
if [[ ${1:-} == -n ]]; then
  [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || die "-n needs a number of runs, not \"${2:-}\"." "For example: tools/quick.sh -n 5"
  runs=$2
  shift 2
fi
[[ -x $hb ]] || die "$hb does not exist." "Build it first: ./hb list"

# ---- leave everything as it was ----

scratch=$(mktemp -d)
watch='' answer=''
put_back() {
  [[ -z $answer ]] || cat "$scratch/answer" >"$answer"    # a new time, so that the next build sees that it has changed
  answer=''
}
end_watch() {
  [[ -z $watch ]] || { kill "$watch" && wait "$watch"; } 2>/dev/null || true
  watch=''
}
trap 'end_watch; put_back; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

# ---- one exercise ----

# until_said PATTERN: reads what hb watch says up to a line with this pattern, $line.
until_said() {
  while IFS= read -r -t "$patience" line <&7; do
    printf '%s\n' "$line" >>"$scratch/said"
    [[ $line =~ $1 ]] && return
  done
  die "hb watch did not say \"$1\" of $exercise. It said:" "$(tail -n 30 "$scratch/said")"
}

until_judged() {
  until_said "^[0-9:]+  solutions/$exercise.hpp: "
  [[ $line =~ (passes|inconclusive)$ ]] || die "The solution of $exercise does not pass:" "$(tail -n 30 "$scratch/said")"
}

median() { printf '%s\n' "$@" | sort -n | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'; }
seconds() { awk -v from="$1" -v to="$2" 'BEGIN { print to - from }'; }

# measure LESSON/EXERCISE: its line of the table, and whether both targets are met.
measure() {
  exercise=$1
  local file=$HB_ROOT/solutions/$exercise.hpp to_values=() to_all=() i saved values all met=yes
  cp -- "$file" "$scratch/answer"
  answer=$file
  : >"$scratch/said"
  mkfifo "$scratch/pipe"
  "$hb" watch "$exercise" --answers solutions >"$scratch/pipe" 2>&1 </dev/null &
  watch=$!
  exec 7<"$scratch/pipe"
  rm "$scratch/pipe"
  until_judged
  for ((i = 1; i <= runs; i++)); do
    saved=$EPOCHREALTIME
    { cat "$scratch/answer"; echo "// run $i of $$ at $saved"; } >"$file"
    until_said '^  values  .*pass'
    to_values+=("$(seconds "$saved" "$EPOCHREALTIME")")
    until_judged
    to_all+=("$(seconds "$saved" "$EPOCHREALTIME")")
  done
  end_watch
  exec 7<&-
  put_back
  values=$(median "${to_values[@]}")
  all=$(median "${to_all[@]}")
  awk "BEGIN { exit !($values <= $values_target && $all <= $all_target) }" || met=no
  printf '%-40s %10.2f %10.2f   %s\n' "$exercise" "$values" "$all" "$met"
  [[ $met == yes ]] || missed=$((missed + 1))
}

# exercises NAME...: lesson/exercise of each, by the names that hb list prints; none: all.
exercises() {
  local lesson='' line
  while IFS= read -r line; do
    [[ $line =~ ^([0-9]{2}_[a-z0-9_]+) ]] && lesson=${BASH_REMATCH[1]}
    if [[ $line =~ ^\ \ ([a-z0-9_]+)\ .*points$ ]]; then
      if (($# == 0)) || [[ " $* " == *" ${BASH_REMATCH[1]} "* || " $* " == *" $lesson/${BASH_REMATCH[1]} "* ]]; then
        printf '%s\n' "$lesson/${BASH_REMATCH[1]}"
      fi
    fi
  done < <("$hb" list)
}

mapfile -t chosen < <(exercises "$@")
((${#chosen[@]} > 0)) || die "There is no exercise $*." "\"./hb list\" names them all."
processor=$(awk -F ': *' '/^model name/ { print $2; exit }' /proc/cpuinfo)
printf 'From a saved file to its verdicts, seconds, median of %d (%s)\n' "$runs" "$(date +%F)"
printf '%s, %d cores usable, load %s at the start\n\n' "${processor:-unknown processor}" "$(nproc)" "$(cut -d ' ' -f 1 /proc/loadavg)"
printf '%-40s %10s %10s   %s\n' exercise values all 'within target'
missed=0
for name in "${chosen[@]}"; do measure "$name"; done
printf '%-40s %10.2f %10.2f\n' target "$values_target" "$all_target"
((missed == 0))
