#!/usr/bin/env bash
# Every C++ file is laid out as .clang-format says. Usage: layout_test.sh ROOT
set -u
root=$1
. "$root/tests/shell_test.sh"
cd "$root" || exit 1
command -v clang-format-19 >/dev/null || { echo "skipped: clang-format-19 is not installed (./hb doctor names its package)"; exit 77; }
# A student's unfinished headers are the student's: lessons/ is left out, the starters are checked.
mapfile -d '' files < <(checkout_files | grep -zE '\.[ch]pp$|^tools/explore/shims/' | grep -zv '^lessons/')
check "the checkout has C++ files" [ "${#files[@]}" -gt 100 ]
check "each is laid out as .clang-format says" clang-format-19 --dry-run -Werror "${files[@]}"
finish
