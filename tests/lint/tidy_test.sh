#!/usr/bin/env bash
# clang-tidy finds nothing in the tools and their tests, with .clang-tidy. Programs that the explorer is tested with are written as
# students write, mistakes included, and left out; so is what includes LibTorch, whose headers take minutes a file. Usage: tidy_test.sh ROOT TREE
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"
cd "$root" || exit 1
command -v clang-tidy-19 >/dev/null || { echo "skipped: clang-tidy-19 is not installed (./hb doctor names its package)"; exit 77; }
is_compiled() { grep -qF "$PWD/$1\"" "$tree/compile_commands.json"; }
files=()
while IFS= read -r -d '' file; do
    if is_compiled "$file"; then files+=("$file"); fi
done < <(checkout_files | grep -zE '^(tools|tests/tools|fl_capstone|tests/fl_capstone)/.*\.cpp$' | grep -zvE '^(tests/tools/explore/programs|fl_capstone/fl/torch)/')
check "the tree compiles the tools" [ "${#files[@]}" -gt 100 ]
tidied() { printf '%s\0' "${files[@]}" | xargs -0 -n 4 -P 2 clang-tidy-19 -p "$tree" --quiet; }
check "clang-tidy finds nothing in them" tidied
finish
