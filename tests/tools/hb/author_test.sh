#!/usr/bin/env bash
# What an author sees of hb new and hb selfcheck, in a scratch checkout. Usage: author_test.sh ROOT TREE
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"
hb=$tree/bin/hb
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A copy with the starters as the student's answers, and no build tree: nothing is judged here.
checkout="$scratch/a checkout"
mkdir "$checkout"
copy_checkout "$checkout" || exit 1
export HB_ROOT=$checkout HB_BUILD=$scratch/no_tree

run "$hb" new 97_example --exercise largest --exercise smallest
check "hb new writes a lesson" exited_with 0
check "and names its files" said "lessons/97_example/smallest.hpp"
check "and what comes next" said "./hb selfcheck 97"
check "it is at most 80 columns wide" awk 'length > 80 { exit 1 }' <<<"$out"
check "the build knows it" grep -qx 'hb_add_lesson(97_example)' "$checkout/tests/CMakeLists.txt"
if command -v clang-format-19 >/dev/null; then
    check "its code is laid out as ours" find "$checkout"/{lessons,solutions,tests/lessons,tests/wrong_answers}/97_example \
        -name '*pp' -exec clang-format-19 --style="file:$root/.clang-format" --dry-run -Werror {} +
fi
run "$hb" list
check "hb list shows it" said "97_example"

run "$hb" new 97_example
check "what is there is not overwritten" exited_with 2
check "and is named" said "lessons/97_example is there already"
run "$hb" new Example
check "an unfit name is refused" exited_with 2
check "with an example of a fit one" said "12_example"
check "and leaves nothing behind" test -z "$(find "$checkout" -maxdepth 1 -name '.new*')"

run "$hb" selfcheck 97 --quick
check "selfcheck fails a lesson with blanks" exited_with 1
check "and names them with file and line" said "lessons/97_example/lesson.toml:1"
check "it is at most 80 columns wide where no file's name is longer" awk 'length > 80 && !/^  [^ ]*$/ { exit 1 }' <<<"$out"
run "$hb" selfcheck 97
check "and judges no answer before they are filled" said "judged when this is mended"

run "$hb" selfcheck 97 --quick --json
check "--json says the same for programs" said '"file": "lessons/97_example/lesson.toml"'
check "with the line" said '"line": 1,'
check "and the outcome" said '"passes": false'

run "$hb" selfcheck 01 --quick
check "lesson 01 is whole" exited_with 0
run "$hb" selfcheck 98 --quick
check "a lesson that does not exist is an error" exited_with 2
echo '// mine' >>"$checkout/lessons/01_lost_update/count_up.hpp"
run "$hb" selfcheck 01 --quick
check "a student's work is no failure" exited_with 0
check "but it is said" said "note: lessons/01_lost_update/count_up.hpp"
run "$hb" selfcheck 01 --quick --strict
check "--strict fails it" exited_with 1

rm -r "$checkout"/{lessons,solutions,tests/starters,tests/lessons,tests/wrong_answers}/97_example
run "$hb" selfcheck --quick
check "without a lesson, all are checked, and the documents" said "documents: everything holds"
echo '[x](nowhere.md)' >>"$checkout/docs/cli.md"
run "$hb" selfcheck --quick
check "a link to nowhere fails" exited_with 1
check "and is named with its line" said "docs/cli.md:$(wc -l <"$checkout/docs/cli.md")"

finish
