#!/usr/bin/env bash
# clang-tidy finds nothing in the tools and their tests, with .clang-tidy. Usage: tidy_test.sh ROOT TREE
set -u
cd "$1" || exit 1
tree=$2
command -v clang-tidy-19 >/dev/null || { echo "skipped: clang-tidy-19 is not installed (./hb doctor names its package)"; exit 77; }
git ls-files -- 'tools/*.cpp' 'tests/tools/*.cpp' ':!tests/tools/tsan/logs' |
    while read -r file; do grep -qF "$PWD/$file\"" "$tree/compile_commands.json" && printf '%s\0' "$file"; done |
    xargs -0 -n 4 -P 2 clang-tidy-19 -p "$tree" --quiet
