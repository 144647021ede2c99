#!/usr/bin/env bash
# A compiler that is too old or missing is named, with its place and a way out. Usage: compiler_test.sh ROOT
set -u
root=$1
. "$root/tests/shell_test.sh"
cd "$root" || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset CXX HB_ANSWERS

# old NAME COMMAND...: a compiler that takes itself for version 11.
old() {
    local name=$1
    shift
    printf '#!/bin/sh\nexec %s "$@"\n' "$*" >"$scratch/$name"
    chmod +x "$scratch/$name"
}
old old-g++ g++ -U__GNUC__ -D__GNUC__=11
old old-clang++ clang++-19 -U__clang_major__ -D__clang_major__=11

for compiler in old-g++ old-clang++; do
    run env CXX="$scratch/$compiler" cmake --preset dev -B "$scratch/build of $compiler"
    check "preset dev refuses $compiler" exited_with 1
    check "and says where it is" said "$scratch/$compiler is too old"
    check "and what is needed" said "needs GCC 12 or Clang 19"
    check "and how to mend it" said "./hb doctor says how"
done
run env CXX="$scratch/old-clang++" cmake --preset dev -B "$scratch/build of old-clang++" --fresh
check "which version it is is said" said "Clang 11"

run cmake --preset tsan -B "$scratch/tsan with gcc" -DCMAKE_CXX_COMPILER=g++
check "preset tsan refuses GCC" exited_with 1
check "and says what is needed" said "needs Clang 19 or newer; this is GNU"
check "and how to mend it" said "./hb doctor says how"

# A machine without Clang: everything else that is there, by links.
mkdir "$scratch/bin"
find /usr/local/bin /usr/bin -maxdepth 1 ! -name '*clang*' -exec ln -sf -t "$scratch/bin" {} +
for preset in tsan bench all; do
    run env PATH="$scratch/bin" cmake --preset "$preset" -B "$scratch/$preset"
    check "preset $preset fails where Clang is missing" exited_with 1
    check "and names it" said "clang++-19 is not installed"
    check "and how to mend it" said "./hb doctor says how"
done

finish
