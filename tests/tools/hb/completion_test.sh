#!/usr/bin/env bash
# What the Tab key offers. Usage: completion_test.sh ROOT TREE
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"
hb=$tree/bin/hb
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HB_ROOT=$root

for shell in bash zsh fish; do
    run "$hb" completion $shell
    check "there is a script for $shell" exited_with 0
    printf '%s\n' "$out" >"$scratch/hb.$shell"
    if command -v $shell >/dev/null; then
        check "$shell can read it" $shell -n "$scratch/hb.$shell"
    else
        echo "skipped: $shell is not installed, so it cannot say whether it can read its script"
    fi
done
run "$hb" completion powershell
check "another shell is refused" exited_with 2

# shellcheck source=/dev/null
. "$scratch/hb.bash"
check "bash asks it for words behind hb" grep -q -- '-F _hb hb' <<<"$(complete -p hb)"

# tab WORDS...: what bash offers for the last word.
tab() {
    COMP_WORDS=(./hb "$@")
    COMP_CWORD=$#
    COMPREPLY=()
    _hb
    offers=$(printf '%s\n' "${COMPREPLY[@]-}")
}
offered() { grep -qxF -- "$1" <<<"$offers" || { printf 'offered were: %s\n' "$offers"; false; }; }
not_offered() { ! grep -qxF -- "$1" <<<"$offers" || { printf 'offered were: %s\n' "$offers"; false; }; }
nothing_offered() { [[ -z $offers ]] || { printf 'offered were: %s\n' "$offers"; false; }; }

# Every command that the help names, whatever commands there will be.
tab ""
while read -r command; do
    check "the command $command is offered" offered "$command"
    run "$hb" "$command" --help
    check "and its help has an example" said "./hb $command"
done < <("$hb" --help | awk '/^Subcommands:/ { on = 1; next } /^[^ ]/ { on = 0 } on && /^  [a-z]/ { print $1 }')
check "a hidden command is not" not_offered complete
tab sel
check "the beginning of a word counts" offered selfcheck
check "and leaves out the rest" not_offered check

tab check -
check "options are offered" offered --verdict
tab check ""
check "exercises are offered" offered count_up
check "and lessons" offered 01_lost_update
tab run ""
check "where a lesson is wanted, lessons are" offered 01_lost_update
check "and exercises are not" not_offered count_up
tab check --verdict ra
check "verdicts are offered" offered race-free
tab check --verdict = ra
check "also behind =, which bash makes a word of its own" offered race-free
run "$hb" complete -- check --verdict=ra
check "and where a shell does not" said "--verdict=race-free"
tab check count_up --answers ""
check "answer sets are offered" offered solutions
check "those of the kit too" offered kit/one_thread
tab completion ""
check "shells are offered" offered fish
tab new --exercise ""
check "a new name is the author's" nothing_offered
tab test -- ""
check "what is handed on is not ours to complete" nothing_offered
tab check --json ""
check "where a file is wanted, the shell completes" nothing_offered

mkdir -p "$scratch/checkout"
cp -r "$root/lessons" "$scratch/checkout/lessons"
cp -r "$root/lessons/01_lost_update" "$scratch/checkout/lessons/96_later"
HB_ROOT=$scratch/checkout tab check 96
check "a new lesson is offered at once" offered 96_later
echo 'broken' >"$scratch/checkout/lessons/96_later/lesson.toml"
HB_ROOT=$scratch/checkout tab check ""
check "a lesson that cannot be read offers nothing, and says nothing" nothing_offered

finish
