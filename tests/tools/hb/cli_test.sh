#!/usr/bin/env bash
# What a person sees of hb: help, errors, exit statuses, JSON, Ctrl-C. Usage: cli_test.sh ROOT TREE
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"
hb=$tree/bin/hb
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HB_STATE=$scratch/state  # what the student did is none of a test's business

for command in "" demo test doctor list next run check watch hint status solution reset explain new selfcheck completion; do
    run "$hb" $command --help
    check "hb $command --help has an example" said "./hb"
done

run "$hb"
check "without a command it says that one is needed, and fails" exited_with 2
run "$hb" dance
check "an unknown command fails" exited_with 2
check "and is named" said 'There is no command "dance".'
check "with the commands that there are" said "check, watch, hint"
run "$hb" chek count_up
check "a slip of the finger is understood" said 'Did you mean "check"?'

run "$hb" list
check "list names the lesson" said "01_lost_update"
check "list is at most 80 columns wide" awk 'length > 80 { exit 1 }' <<<"$out"
check "output that is no terminal has no colours" bash -c '! grep -q $'"'"'\033'"'"' <<<"$1"' _ "$out"

run "$hb" check no_such_exercise
check "an unknown exercise fails" exited_with 2
check "and the message names the exercises that there are" said "01_lost_update/count_up"

run "$hb" check count_up --verdict beauty
check "an unknown verdict fails" exited_with 2

run "$hb" check predict_totals --answers solutions
check "a right answer exits with 0" exited_with 0
run "$hb" check predict_totals --answers starters
check "a starter exits with 1" exited_with 1
check "and what is wrong is said" said "A value is wrong"
check "without giving the totals away" bash -c '! grep -q "Expected" <<<"$1"' _ "$out"

run "$hb" check predict_totals --answers solutions --json -
check "--json - prints JSON of the schema" said '"schema": "happens-before/result/1"'
run "$hb" check predict_totals --answers solutions --json "$scratch/a b.json"
check "--json writes a file, also one with a space in its name" test -s "$scratch/a b.json"
run "$hb" check predict_totals --answers solutions --json "$scratch/missing/results.json"
check "a file that cannot be written is an error" exited_with 2
check "and nothing half written stays" test ! -e "$scratch/missing"

run "$hb" check count_up --answers solutions --verdict values --seed 7
check "a seed is used and shown" said "seed 7"

subject=$tree/subjects/01_lost_update/solutions/count_up.plain
run "$subject" threads=2 per_thread=10
check "a subject that is run by hand and is right exits with 0" exited_with 0
run "$subject" threads=0
check "arguments that make no sense to its scenario exit with 2" exited_with 2
check "and it says what would" said "threads must be 1 to"
run "$subject" --help
check "as its help says" said "2 for arguments that make no sense"

run "$hb" doctor
check "the doctor says which protection is in force" grep -qE 'protection +(bubblewrap|landlock|none)' <<<"$out"
run env HB_CONTAINMENT=none "$hb" doctor
check "and that a weaker one was chosen" said "protection           none"
run env TMPDIR="$scratch/nowhere" "$hb" doctor
check "a folder for temporary files that is not there is a finding" said "No folder can be made in $scratch/nowhere"

# After a run of the doctor: each line that it gives can be pasted.
lines_parse() {
    local lines
    lines=$(sed -n 's/^ *mend it: //p' <<<"$out")
    if [[ -n $lines ]] && bash -n <<<"$lines"; then return; fi
    printf '%s\nnot to be pasted\n' "$out"
    false
}
check "with a line to paste" lines_parse
run bash -c 'ulimit -v 4000000 && exec "$1" doctor' _ "$hb"
check "under a limit of the address space that no program can lift, ThreadSanitizer is not well" said "BAD   ThreadSanitizer"
check "the limit is named" said "limited to 3906 MiB, which only root may lift"
check "with a line that lifts it" said 'prlimit --pid $$ --as=unlimited'
check "that parses" lines_parse
check "and something is bad: exit status 2" exited_with 2
run bash -c 'ulimit -S -v 4000000 && exec "$1" doctor' _ "$hb"
check "a limit that ThreadSanitizer lifts is well" said "ok    address space        limited to 3906 MiB, which ThreadSanitizer"
check "and so is ThreadSanitizer" said "ok    ThreadSanitizer"
run env TSAN_OPTIONS=report_bugs=0 "$hb" doctor
check "options that silence ThreadSanitizer are a finding" said "mend it: unset TSAN_OPTIONS"
run env HB_BUILD="$scratch/no_tree" "$hb" doctor
check "a tree that is not there has no symbolizer, and no disk" grep -q "BAD   disk  .*No such file" <<<"$out"
check "with lines to paste" lines_parse
mkdir "$scratch/no_tools" "$scratch/few_tools"
run env PATH="$scratch/no_tools" "$hb" doctor
check "a PATH without tools is a finding" said "not looked up: bash cannot be started"
check "with lines to paste for it" lines_parse
for tool in awk bash dirname env grep sed sort; do ln -s "$(type -P "$tool")" "$scratch/few_tools/"; done
run env PATH="$scratch/few_tools" "$hb" doctor
check "a tool that is missing is named with what it is for" said "is missing: CMake: configures the build"
check "and the line that installs it" said "mend it: ./hb --yes doctor"
check "all of them parse" lines_parse

run env HB_CONTAINMENT=rope "$hb" check count_up --answers solutions
check "a protection that does not exist is an error" exited_with 2
check "and the message names those there are" said "bubblewrap, landlock, none"

run "$hb" check count_up --seed -1
check "a negative seed is refused" said "-1 is no seed: a whole number"
check "which is wrong usage" exited_with 2
run "$hb" check count_up --seed 99999999999999999999
check "and so is one that is too large" exited_with 2

run "$hb" check count_up --answers kit/shared_countr
check "an answer that does not exist is named" said 'The kit has no answer "shared_countr" to count_up.'
check "with those that are nearest to it" said "kit/shared_counter,"
check "and is an error, not a verdict" exited_with 2
run "$hb" check count_up --answers wrong
check "an answer set that does not exist is named, with those that do" said "There are: lessons (yours), solutions, starters"
check "and is an error, too" exited_with 2
run "$hb" watch count_up --answers wrong
check "watch says so before it watches" exited_with 2

# Bytes that are no text, from an answer: a program that reads the results finds JSON all the same.
run "$hb" check count_up --answers kit/prints_bytes --verdict values
check "what an answer prints is shown, whatever bytes are in it" said "counted"
"$hb" check count_up --answers kit/prints_bytes --verdict values --json - >"$scratch/bytes.json" 2>/dev/null
check "and the results are UTF-8" iconv -f UTF-8 -t UTF-8 -o /dev/null "$scratch/bytes.json"
printf 'file(READ "%s" text)\nstring(JSON verdict GET "${text}" 0 verdicts 0 result)\nmessage("${verdict}")\n' \
    "$scratch/bytes.json" >"$scratch/read.cmake"
run cmake -P "$scratch/read.cmake"
check "and JSON" said "fail"

mkdir -p "$scratch/folder/lessons"
cp -r "$root/lessons/01_lost_update" "$scratch/folder/lessons/"
rm "$scratch/folder/lessons/01_lost_update/count_up.hpp"
mkdir "$scratch/folder/lessons/01_lost_update/count_up.hpp"
run env HB_ROOT="$scratch/folder" "$hb" check count_up --verdict values
check "a folder in the place of an answer is an error" exited_with 2
check "and is named" said "$scratch/folder/lessons/01_lost_update/count_up.hpp is no file"
check "with a way out" said "git checkout -- 'lessons/01_lost_update/count_up.hpp'"

for place in "$scratch/nowhere" /proc; do
    run env TMPDIR="$place" "$hb" check predict_totals --answers solutions --verdict values --fresh
    check "a TMPDIR in which no folder can be made is an error: $place" exited_with 2
    check "and is named" said "No folder can be made in $place"
    check "with a way out" said "set TMPDIR to a folder that you may write to"
done

mkdir -p "$scratch/lessons/01_broken"
run env HB_ROOT="$scratch" "$hb" list
check "a missing lesson.toml is named" said "lesson.toml does not exist"
check "with a way out" said "git checkout -- 'lessons/01_broken/lesson.toml'"
check "and is an error" exited_with 2
# By CMake, too, in a root whose name is long and has spaces; a wrapped line could not be pasted.
printf 'include("%s/cmake/HbToml.cmake")\nhb_read_exercises("${PROJECT_SOURCE_DIR}/lessons/01_broken/lesson.toml")\n' \
    "$root" >"$scratch/missing.cmake"
run cmake "-DPROJECT_SOURCE_DIR=$scratch/a root with a name that is as long as the names of such roots may be" -P "$scratch/missing.cmake"
check "CMake gives the same line, whole" grep -qx " *git checkout -- 'lessons/01_broken/lesson.toml'" <<<"$out"
printf 'title = "T"\nminutes = \n' >"$scratch/lessons/01_broken/lesson.toml"
run env HB_ROOT="$scratch" "$hb" list
check "a broken lesson.toml is named with its line" said "lesson.toml:2"
run env HB_ROOT="$scratch/nowhere" "$hb" list
check "a folder without lessons is an error" exited_with 2
run env HB_BUILD="$scratch/no_tree" "$hb" run 01
check "a build tree that is not configured is named" said "is not a configured build tree"

# Ctrl-C, at a moment when a subject is under way: the starter's overlap scenario, or whatever comes first.
setsid "$hb" check count_up --answers solutions --fresh >"$scratch/interrupted" 2>&1 &
hb_process=$!
until grep -q values "$scratch/interrupted" 2>/dev/null || ! kill -0 "$hb_process" 2>/dev/null; do :; done
kill -INT -- "-$hb_process" 2>/dev/null
wait "$hb_process"
status=$?
out=$(cat "$scratch/interrupted")
check "Ctrl-C ends it with 130" exited_with 130
check "and leaves no subject running" bash -c '! pgrep -s '"$hb_process"' >/dev/null'
run "$hb" check count_up --answers solutions --verdict values
check "and the next start works" exited_with 0

# SIGTERM to hb alone: its judge and the subject do not get it from the kernel.
setsid "$hb" check count_up --answers solutions --json "$scratch/terminated.json" >"$scratch/terminated" 2>&1 &
hb_process=$!
until grep -q values "$scratch/terminated" 2>/dev/null || ! kill -0 "$hb_process" 2>/dev/null; do :; done
kill -TERM "$hb_process" 2>/dev/null
wait "$hb_process"
status=$?
out=$(cat "$scratch/terminated")
check "SIGTERM to hb alone ends it with 130" exited_with 130
check "and leaves nothing running" bash -c '! pgrep -s '"$hb_process"' >/dev/null'
check "and nothing half written" bash -c '! ls "$1".* 2>/dev/null' _ "$scratch/terminated.json"
check "and no result of a check that did not end" test ! -e "$scratch/terminated.json"

finish
