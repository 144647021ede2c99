#!/usr/bin/env bash
# hb watch: every way of saving, a check that is under way, keys, its end. Usage: watch_test.sh ROOT TREE FOLDER
# FOLDER keeps a checkout of its own, whose answers this test changes.
set -u
root=$1
tree=$2
folder=$3
. "$root/tests/shell_test.sh"
. "$root/tests/tools/hb/watched_checkout.sh"
scratch=$(mktemp -d)
watch=
trap 'kill "$watch" 2>/dev/null; wait; rm -rf "$scratch"' EXIT
watched_checkout || { echo "the checkout in $folder cannot be set up"; exit 1; }
hb=$HB_BUILD/bin/hb

lesson=$folder/lessons/01_lost_update
answer=$lesson/predict_totals.hpp
other=$lesson/split_increment.hpp
right=$folder/solutions/01_lost_update/predict_totals.hpp
passes='predict_totals.hpp: every verdict passes'
quick=(--verdict builds --verdict values)

# version: the solution, and a comment that no other version has.
versions=0
version() { cat "$right"; echo "// version $((++versions))"; }

# ---- evidence of an unchanged answer ----

check_answer() { run "$hb" check predict_totals "$@"; }
judged_anew() { said "$1" && [[ $out != *unchanged* ]]; }
version >"$answer"
check_answer
check "the first check judges" judged_anew "It compiles."
check_answer
check "the second one reuses every verdict, and says so" [ "$(grep -c '(unchanged' <<<"$out")" -eq 3 ]
check "with the same points" said "10 of 10 points"
check_answer --json -
check "and so does the JSON" [ "$(grep -c '"unchanged_since": "20' <<<"$out")" -eq 3 ]
check_answer --fresh
check "--fresh judges anew" judged_anew "10 of 10 points"
check_answer --verdict values --seed 7
check "another seed is judged" judged_anew "seed 7"
check_answer --verdict values --seed 7
check "and kept for itself" said "unchanged"
version >"$answer"
check_answer
check "a changed comment is a changed answer" judged_anew "10 of 10 points"
for file in "$HB_BUILD"/evidence/*; do echo "spoilt" >"$file"; done
check_answer
check "spoilt evidence is not believed" judged_anew "10 of 10 points"
check_answer
check "and is written anew" said "unchanged"
echo 'int broken = "";' >>"$answer"
check_answer
check_answer
check "an answer that does not compile is compiled each time" judged_anew "does not compile"

# ---- every way of saving ----

in_place() { version >"$answer"; }
in_two_steps() { : >"$answer" && version >>"$answer"; }
renamed_over() { version >"$answer.new" && mv "$answer.new" "$answer"; }
backup_renamed() { mv "$answer" "$answer~" && version >"$answer" && rm "$answer~"; }
removed_and_made() { rm "$answer" && version >"$answer"; }
through_vim() { vim -N -u NONE -i NONE -es -c "set $1" -c "normal! Go// version $((++versions))" -c wq "$answer" </dev/null; }
folder_replaced() {
    cp -r "$lesson" "$lesson.new" && version >"$lesson.new/predict_totals.hpp" || return
    mv "$lesson" "$scratch/old" && mv "$lesson.new" "$lesson" && rm -r "$scratch/old"
}

for how in "" --poll; do
    version >"$answer"
    # shellcheck disable=SC2086  # no option, or one
    start_watch $how predict_totals "${quick[@]}"
    check "watch $how checks at the start" comes 1 "$passes"
    saves=1
    saved() {
        local sentence=$1
        shift
        "$@" && saves=$((saves + 1))
        check "watch $how: $sentence" comes "$saves" "$passes"
    }
    saved "written in place" in_place
    saved "truncated, then written" in_two_steps
    saved "another file renamed over it" renamed_over
    saved "renamed to a backup, and made anew" backup_renamed
    saved "removed, and made anew" removed_and_made
    saved "the lesson's folder replaced" folder_replaced
    if command -v vim >/dev/null; then
        saved "saved by vim over the file" through_vim "backup backupcopy=yes"
        saved "saved by vim through a backup" through_vim "backup backupcopy=no"
        saved "saved by vim through a hidden backup" through_vim "nobackup writebackup backupcopy=auto"
        rm -f "$answer~"
    fi
    touch "$answer"
    cp "$answer" "$lesson/.predict_totals.hpp.swp"
    : >"$lesson/4913"
    saved "saved after a touch and a swap file" in_place
    check "which are no saves" [ "$(lines "checking ")" -eq "$saves" ]
    rm "$lesson/4913" "$lesson/.predict_totals.hpp.swp"
    rm "$answer"
    check "watch $how: a missing answer is said" comes 1 "not there any more"
    saved "and its return is a save" in_place
    stop_watch TERM
    check "watch $how: SIGTERM ends it with 130" exited_with 130
done

# ---- a check that is under way ----

processes_are() { [ "$(pgrep -c -s "$watch")" -eq "$1" ]; }
stuck() { cat "$right"; echo 'inline bool const stuck = [] { for (volatile bool on = true; on;) {} return true; }();'; }

version >"$answer"
start_watch predict_totals "${quick[@]}"
comes 1 "$passes" >/dev/null
stuck >"$answer"
check "an answer that never ends is being judged" comes 2 "It compiles."
in_place
check "a save stops the check" comes 1 "was stopped"
check "and the new content is judged" comes 2 "$passes"
check "the stopped check left nothing running" processes_are 1
stuck >"$answer"
comes 4 "It compiles." >/dev/null
stop_watch INT
check "Ctrl-C during a check ends it with 130" exited_with 130
check "and leaves nothing running" processes_are 0

# ---- a judge that is not there ----

version >"$answer"
start_watch predict_totals "${quick[@]}"
comes 1 "$passes" >/dev/null
mv "$HB_BUILD/bin/judge.01_lost_update" "$scratch/judge"
ln -s /bin/false "$HB_BUILD/bin/judge.01_lost_update"
in_place
check "a judge that fails is said" comes 1 "could not be judged"
mv -f "$scratch/judge" "$HB_BUILD/bin/judge.01_lost_update"
in_place
check "and watching goes on" comes 2 "$passes"
stop_watch TERM

# ---- many exercises ----

version >"$answer"
start_watch "${quick[@]}"
answers=("$root"/tests/starters/*/*.hpp)
check "without a name all answers are watched" comes 1 "watching ${#answers[@]} answers"
version >"$answer"
cat "$folder/solutions/01_lost_update/split_increment.hpp" >"$other"
check "two answers saved at once are both checked" comes 1 "$passes"
check "one after the other" comes 1 "split_increment.hpp: every verdict passes"
processor_ticks=$(awk '{ print $14 + $15 }' "/proc/$watch/stat")
elapsed_ticks=$(awk -v start="$(awk '{ print $22 }' "/proc/$watch/stat")" '{ print $1 * 100 - start }' /proc/uptime)
check "waiting costs next to no processor time" awk "BEGIN { exit !($processor_ticks * 10 < $elapsed_ticks) }"
stop_watch TERM
has_no_escapes() { [[ $out != *$'\033'* ]]; }
check "output that is no terminal has no escape sequences" has_no_escapes
run "$hb" watch no_such_exercise
check "an unknown exercise is an error" exited_with 2

# ---- keys, on a terminal ----

# `script` gives it a terminal; what is written to descriptor 8 is pressed there.
on_terminal() {
    cat >"$scratch/terminal.sh" <<SH
stty -g >'$scratch/before'
tty >'$scratch/tty'
sh -c 'echo \$\$ >"$scratch/process"; exec "$hb" watch predict_totals ${quick[*]}'
echo "ended with \$?"
stty -g >'$scratch/after'
SH
    script -qfec "bash '$scratch/terminal.sh'" /dev/null <"$scratch/keys" >"$log" 2>&1 &
    watch=$!
    exec 8>"$scratch/keys"
}
has_not() { [ "$(lines "$1")" -eq 0 ]; }
own_keyboard() { [[ $(stty -a -F "$(cat "$scratch/tty")") == *-icanon* ]]; }

ulimit -c 0
if command -v script >/dev/null; then
    log=$scratch/terminal
    mkfifo "$scratch/keys"
    on_terminal
    check "on a terminal the keys are shown" comes 1 "h hint"
    printf '?' >&8
    check "? explains them" comes 1 "which exercise is next"
    printf 'r' >&8
    check "r checks again" comes 2 "$passes"
    check "and judges what has not changed" [ "$(lines "(unchanged")" -eq 2 ]
    printf 'h' >&8
    printf 'n' >&8
    printf 'r' >&8
    check "h and n come back to watching, and r still knows what was checked last" comes 3 "$passes"
    stuck >"$answer"
    comes 4 "It compiles." >/dev/null
    printf 'h?n' >&8
    check "during a check, h shows a hint at once" comes 2 "./hb hint predict_totals"
    check "and ? the keys" comes 2 "which exercise is next"
    check "and n what is next" comes 2 "judge it"
    check "none of them waits for the check" has_not "not yet: a verdict fails"
    { cat "$folder/solutions/01_lost_update/split_increment.hpp"; echo "// version $((++versions))"; } >"$other"
    in_place
    check "what is saved after n is checked, too" comes 1 "split_increment.hpp: every verdict passes"
    check "and so is the one that was being checked" comes 4 "$passes"
    printf 'q' >&8
    check "q ends it well" comes 1 "ended with 0"
    exec 8>&-
    wait "$watch"
    check "and the terminal is as it was" cmp "$scratch/before" "$scratch/after"
    for signal in TERM SEGV; do
        on_terminal
        comes 1 "h hint" >/dev/null
        check "the keyboard is ours meanwhile" own_keyboard
        kill "-$signal" "$(cat "$scratch/process")"
        check "SIG$signal ends it" comes 1 "ended with"
        exec 8>&-
        wait "$watch"
        check "and the terminal is as it was" cmp "$scratch/before" "$scratch/after"
    done
fi

finish
