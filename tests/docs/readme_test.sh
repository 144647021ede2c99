#!/usr/bin/env bash
# The README holds: its commands do what it says. (Where links lead, hb selfcheck looks.)
# Usage: readme_test.sh ROOT TREE
# A line of a ```sh block that begins with ./hb is run by the program of TREE, and must end with 0, or with N where its comment
# says "exit status N". Where it judges the student's answers, the starters stand for them: that is what students begin with.
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"
readme=$root/README.md
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset HB_ANSWERS HB_ROOT HB_BUILD
export HB_STATE=$scratch/state  # what the student did is none of a test's business

commands() { awk '/^```/ { shell = ($0 == "```sh") && !shell; next } shell' "$readme"; }

# 3 stands for 0 where a busy machine, or one with a single core, leaves a verdict inconclusive.
ended_with() { [[ $1 -eq 0 && $status -eq 3 && $out == *inconclusive* ]] || exited_with "$1"; }

in_scratch() { cd "$scratch" && "$@"; }

demo=0 test=0 others=0
while IFS= read -r line; do
    [[ $line == './hb '* ]] || continue
    read -ra words <<<"${line%%#*}"
    case ${words[1]} in
        demo) demo=1 && continue ;;
        test) test=1 && continue ;;
        check | explore | play) [[ " ${words[*]} " == *' --answers '* ]] || words+=(--answers starters) ;;
    esac
    others=$((others + 1))
    wanted=0
    [[ $line =~ '#'.*'exit status '([0-9]+) ]] && wanted=${BASH_REMATCH[1]}
    run in_scratch "$tree/bin/hb" "${words[@]:1}"
    check "${words[*]} ends with $wanted" ended_with "$wanted"
done < <(commands)
check "the README mentions ./hb demo, which has a test of its own" [ "$demo" -eq 1 ]
check "the README mentions ./hb test, which runs this test" [ "$test" -eq 1 ]
check "the README has other commands of hb to run" [ "$others" -ge 3 ]

cd "$root" || exit 1
presets=$(cmake --list-presets=all)
while IFS= read -r preset; do
    check "there is a preset $preset" grep -q "\"$preset\"" <<<"$presets"
done < <(grep -oh -e '--preset [a-z][a-z_-]*' "$readme" | cut -d ' ' -f 2 | sort -u)

finish
