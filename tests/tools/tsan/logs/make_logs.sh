#!/bin/sh
# Writes the logs in this folder anew: each program compiled with ThreadSanitizer and run. The place where that happened is
# called /lesson in the logs, a folder that nobody has, so that a test reads source lines only from programs/.
set -eu
logs=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d /tmp/logs.XXXXXX)
trap 'rm -rf "$work"' EXIT
cp "$logs"/programs/* "$work"
cd "$work"

record() {  # record NAME COMPILER PROGRAM FLAGS...
    name=$1 compiler=$2 program=$3
    shift 3
    "$compiler" -std=c++20 -fsanitize=thread -O1 "$@" "$work/$program.cpp" -o "$name"
    TSAN_OPTIONS=${options:-} setarch -R "./$name" 2>"$name.log" || true
    sed "s#$work#/lesson#g" "$name.log" >"$logs/$name.log"
    grep -c 'ThreadSanitizer: ' "$name.log" >/dev/null || echo "no report: $name" >&2
}

for program in count_up different_locks half_locked shared_lock publish transfer use_after_free freed_too_early \
    bits pointer one_line gate handler_prints kitchen freed_job door descriptor descriptor_opened bit_fields \
    one_bit_field texts published circle waiting_room; do
    record "$program.clang" clang++-19 $program -g
    record "$program.gcc" g++ $program -g
done
for program in thread_leak double_lock unlock_of_unlocked destroyed_locked_mutex signal_unsafe_call \
    vtable_pointer crash; do
    record "$program.clang" clang++-19 $program -g
done
for program in invalid_mutex errno_spoiled library_calls dining; do
    record "$program.clang" clang++-19 $program -g
done
for program in fields thread_leaks; do
    record "$program.gcc" g++ $program -g
done
options=halt_on_error=1 record containers.clang clang++-19 containers -g -fno-inline
options=halt_on_error=1 record containers.gcc g++ containers -g
record openmp.gcc g++ openmp -g -fopenmp
record stripped.gcc g++ half_locked -s
for program in count_up descriptor texts circle; do
    record ${program}_without_debug_information.clang clang++-19 $program
    record ${program}_without_debug_information.gcc g++ $program
done
options=second_deadlock_stack=1 record transfer_with_both_stacks.clang clang++-19 transfer -g
