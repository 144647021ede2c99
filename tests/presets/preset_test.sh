#!/usr/bin/env bash
# Lesson 01 through one preset, as a student without hb would: the unfinished checkout fails with messages that teach, and
# with HB_ANSWERS=solutions everything passes. Usage: preset_test.sh ROOT FOLDER PRESET
# FOLDER keeps a copy of the checkout, with starters as the student's answers, from one run to the next.
set -u
root=$1
folder=$2
preset=$3
. "$root/tests/shell_test.sh"

mkdir -p "$folder"
copy_checkout "$folder" || exit 1
cd "$folder" || exit 1
# One lesson is enough to try a preset.
sed -i '/^hb_add_lesson/{/01_lost_update/!d}' tests/CMakeLists.txt
unset HB_ANSWERS

run cmake --list-presets
check "cmake --list-presets shows it" said "\"$preset\""
run cmake --preset "$preset"
check "it configures" exited_with 0
run cmake --build --preset "$preset"
check "it builds, whatever the student's answers look like" exited_with 0
check "the compile database is linked at the root" test -e compile_commands.json
if [[ $preset == ci ]]; then
    # The project's tests are those of the tools, the solutions and the kit, whatever the student's answers look like.
    run ctest --preset ci --show-only
    check "every test program is built" bash -c '! grep NOT_BUILT <<<"$1"' _ "$out"
    check "and there are hundreds of tests" said "project.tools.judge."
    run ctest --preset ci -R '^project\.(solutions|starters|predictions)\.01_lost_update'
    check "those of lesson 01 pass" exited_with 0
    finish
    exit
fi
run ctest --preset "$preset"
check "an unfinished checkout fails its tests" exited_with 8
case $preset in
    dev | all) check "and a test's message teaches" said "A value is wrong" ;;
    tsan) check "and a test's message teaches" said "data race" ;;
    explore) check "and a test's message teaches" said "In some interleaving it fails" ;;
    bench) check "and a test's message teaches" said "gave a value that differs" ;;
esac
HB_ANSWERS=solutions run cmake --workflow --preset "$preset"
check "with HB_ANSWERS=solutions the workflow passes" exited_with 0
HB_ANSWERS=beauty run cmake --preset "$preset"
check "an answer set that does not exist is an error that names the others" said "Choose among"

finish
