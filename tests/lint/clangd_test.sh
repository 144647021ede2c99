#!/usr/bin/env bash
# clangd finds every header of a student's file and of its scenarios after the first configure. Usage: clangd_test.sh ROOT
set -u
cd "$1" || exit 1
clangd=$(command -v clangd-19 || command -v clangd) || { echo "skipped: clangd is not installed (./hb doctor names its package)"; exit 77; }
status=0
for file in tests/starters/01_lost_update/count_up.hpp tests/lessons/01_lost_update/count_up.scenarios.cpp; do
    # Errors of the code are told as "[rule] Line N: ..."; clangd also tells of refactorings that it could not try.
    errors=$("$clangd" --check="$file" 2>&1 | grep -E '^E\[[^]]*\] \[')
    if [ -z "$errors" ]; then
        echo "ok - clangd has no complaint about $file"
    else
        printf 'not ok - clangd about %s:\n%s\n' "$file" "$errors"
        status=1
    fi
done
exit $status
