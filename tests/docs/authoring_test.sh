#!/usr/bin/env bash
# docs/authoring.md holds. Usage: authoring_test.sh ROOT TREE [FOLDER]
# A fenced block of it that names a file is a part of what `hb new 12_example --exercise largest` writes. With FOLDER, a copy of
# the checkout is built there, and the page's path is walked: a new lesson builds as it stands, its blanks are filled, and then
# hb selfcheck judges all of it. FOLDER is kept from one run to the next.
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset HB_ANSWERS HB_ROOT HB_BUILD
number=12
lesson=${number}_example

without_lesson() { rm -rf "$1"/{lessons,solutions,tests/starters,tests/lessons,tests/wrong_answers}/"$lesson"; }

# Fills every blank in the shortest way: the example is the lesson.
fill() {
    local kit=tests/wrong_answers/$lesson slug
    sed -i 's/TODO: //' lessons/"$lesson"/* solutions/"$lesson"/* tests/{starters,lessons}/"$lesson"/* "$kit"/kit.toml
    for slug in shared_best_{1..6}; do
        cp "$kit/largest/shared_best.hpp" "$kit/largest/$slug.hpp"
        printf '\n[largest.%s]\ndecisive = "race-free"\nverdicts = { builds = "pass", race-free = "fail" }\nwhy = "%s"\n' \
            "$slug" "All threads write to one variable." >>"$kit/kit.toml"
    done
    printf '\n[%s](lessons/%s/README.md)\n' "$lesson" "$lesson" >>README.md
}

# ---- the page's excerpts ----

copy_checkout "$scratch/checkout"
HB_ROOT=$scratch/checkout run "$tree/bin/hb" new "$lesson" --exercise largest
check "hb new writes the page's example" exited_with 0
awk -v folder="$scratch" '
    /^```/ && block { close(block); block = ""; next }
    /^```[a-z]+ file=/ { sub(/.*file=/, ""); block = folder "/block." ++count; print > (block ".file"); next }
    block { print > block }' "$root/docs/authoring.md"
excerpts=0
for block in "$scratch"/block.*[0-9]; do
    [[ -e $block ]] || continue
    excerpts=$((excerpts + 1))
    file=$(<"$block.file")
    in_file() { [[ -s $block && $(<"$scratch/checkout/$file") == *"$(<"$block")"* ]] || { cat "$block"; false; }; }
    check "excerpt $excerpts of the page stands in $file" in_file
done
check "the page has excerpts" [ "$excerpts" -ge 5 ]

# ---- the page's path ----

if [[ $# -ge 3 ]]; then
    copy_checkout "$3"
    without_lesson "$3"
    cd "$3" || exit 1
    hb=build/all/bin/hb
    run cmake --preset all
    check "a copy of the checkout configures" exited_with 0
    run cmake --build build/all --target hb
    check "and builds hb" exited_with 0
    run "$hb" new "$lesson" --exercise largest
    check "hb new writes a lesson into it" exited_with 0
    run cmake --build build/all --target hb "judge.$lesson" "measure.$lesson"
    check "the lesson builds as it stands" exited_with 0
    run "$hb" check "$number" --answers solutions
    check "and its solution passes everything" exited_with 0
    run "$hb" check "$number" --answers starters
    check "and its starter fails" exited_with 1
    check "for its stated reason" said "ThreadSanitizer saw a data race"
    run "$hb" selfcheck "$number"
    check "its blanks are to be filled" exited_with 1
    fill
    run "$hb" selfcheck "$number"
    check "when they are, the whole lesson passes, every answer judged" exited_with 0
    check "and says so" said "everything holds, all verdicts too"
    cp "tests/wrong_answers/$lesson/largest/mutex_once_per_thread.hpp" "tests/wrong_answers/$lesson/largest/shared_best_6.hpp"
    run "$hb" selfcheck "$number"
    check "a wrong answer that is right fails it" exited_with 1
    check "and is named with its verdict" said "shared_best_6: race-free is pass, not fail"
    without_lesson .
fi

finish
