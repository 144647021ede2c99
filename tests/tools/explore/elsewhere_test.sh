#!/usr/bin/env bash
# Where the explorer cannot run, its build says so at once. Usage: elsewhere_test.sh ROOT COMPILER
set -u
root=$1
compiler=$2
. "$root/tests/shell_test.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# configure NAME ARGUMENT...: the component alone, in a tree of its own.
configure() {
    local name=$1
    shift
    run cmake -S "$root/tools/explore" -B "$scratch/$name" -G Ninja "$@"
}

for processor in aarch64 riscv64; do
    configure "$processor" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR="$processor"
    check "a processor that it does not know, $processor, is refused" exited_with 1
    check "and what is needed is said" said "The explorer needs Linux, x86-64 and Clang"
    check "and what is there" said "$processor"
done

if command -v g++ >/dev/null; then
    configure gcc -DCMAKE_CXX_COMPILER=g++
    check "GCC, which instruments otherwise, is refused" exited_with 1
    check "and named" said "GNU"
fi

configure here -DCMAKE_CXX_COMPILER="$compiler"
check "here it can be built" exited_with 0

finish
