#!/usr/bin/env bash
# What each part of the build costs, from Ninja's own log: processor-time-like seconds (wall seconds of each command, summed).
#
# Usage: tools/build_cost.sh [TREE]        (default: build/all)
# Prints a line a part, dearest first, and the ten dearest single commands. Build from scratch first (rm -r build/all).
set -eu
tree=${1:-$(dirname "$0")/../build/all}
log=$tree/.ninja_log
[ -f "$log" ] || { echo "$log does not exist: build first, with ./hb or cmake --build." >&2; exit 2; }

# Columns of the log: start and end in milliseconds, mtime, output, hash. The last entry of an output is its newest.
entries=$(awk -F '\t' 'NR > 1 { cost[$4] = ($2 - $1) / 1000 } END { for (output in cost) printf "%.2f\t%s\n", cost[output], output }' "$log")

echo "seconds  commands  part"
awk -F '\t' '
    { part = "other" }
    $2 ~ /cmake_pch/                       { part = "precompiled headers of subjects" }
    $2 ~ /hb_harness/                      { part = "harness of subjects" }
    $2 ~ /^(tests\/CMakeFiles\/|subjects\/).*(kit)/      { part = "subjects: kit" }
    $2 ~ /^(tests\/CMakeFiles\/|subjects\/).*(solutions|starters|lessons)/ && part == "other" { part = "subjects: lessons, solutions, starters" }
    $2 ~ /^tests\/CMakeFiles\/judge\.|^bin\/judge\./     { part = "judge programs of lessons" }
    $2 ~ /^tests\/tools\//                 { part = "tests of the tools" }
    $2 ~ /^tools\// && part == "other"     { split($2, path, "/"); part = "tools/" path[2] }
    { cost[part] += $1; count[part]++ }
    END { for (part in cost) printf "%7.1f  %8d  %s\n", cost[part], count[part], part }
' <<<"$entries" | sort -rn

echo
echo "seconds  output"
sort -rn <<<"$entries" | sed -n 1,10p | awk -F '\t' '{ printf "%7.1f  %s\n", $1, $2 }'
