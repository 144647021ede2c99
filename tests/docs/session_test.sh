#!/usr/bin/env bash
# The terminal session in the README is what a terminal shows: walks it again in tmux, and compares. With --write, the README gets
# what was seen now. Usage: session_test.sh ROOT TREE FOLDER [--write]
# FOLDER keeps a checkout of its own, whose answers this walk changes. Exit status 77 (skipped) without tmux.
set -u
root=$1
tree=$2
folder=$3
command -v tmux >/dev/null || { echo "skipped: tmux is not installed (./hb doctor says how to install it)"; exit 77; }
. "$root/tests/shell_test.sh"
. "$root/tests/tools/hb/watched_checkout.sh"
scratch=$(mktemp -d)
terminal() { tmux -L "hb-session-$$" -f /dev/null "$@"; }
trap 'terminal kill-server 2>/dev/null; rm -rf "$scratch"' EXIT
watched_checkout || { echo "the checkout in $folder cannot be set up"; exit 1; }
export HB_STATE=$scratch/state
answer=$folder/lessons/01_lost_update/predict_totals.hpp

# Typed as in the checkout's root; the program is started directly, so that nothing is installed or built first.
printf '#!/bin/sh\nexec "%s/bin/hb" "$@"\n' "$HB_BUILD" >"$scratch/hb"
chmod +x "$scratch/hb"

screen() { terminal capture-pane -p | sed -e 's/[[:space:]]*$//' | sed -e ':end' -e '/^\n*$/{$d;N;b end' -e '}'; }
shows() { screen | grep -qF -- "$1"; }

# sees TEXT: the screen shows it, in time.
sees() { until_true "$patience" shows "$1" || { screen; echo "not seen: $1"; return 1; }; }

# frame CAPTION: what the terminal shows now.
# shellcheck disable=SC2016  # the marks of Markdown
frame() { printf '%s\n\n```text\n%s\n```\n\n' "$1" "$(screen)" >>"$scratch/session"; }

terminal new-session -d -x 80 -y 40 "cd '$scratch' && TZ=UTC PS1='$ ' exec bash --norc --noprofile"
check "a shell waits" sees '$'
terminal send-keys './hb list' Enter
check "list ends with where to begin" sees 'A lesson begins with its README'
frame 'What there is to do:'
terminal send-keys 'clear; ./hb watch predict_totals' Enter
check "the starter fails" sees 'not yet: a verdict fails'
check "and the keys are named" sees 'h hint'
frame 'The exercise is checked at once, and again each time that its file is saved. It is not finished yet:'
terminal send-keys 'h'
check "a hint comes" sees '2 more: ./hb hint'
check "and the keys are named again" sees 'h hint'
frame 'The key h asks for a hint:'
cp "$folder/solutions/01_lost_update/predict_totals.hpp" "$answer"
check "the finished answer passes as soon as it is saved" sees 'every verdict passes'
check "with all its points" sees '10 of 10 points'
frame 'Some thinking later, the editor saves the finished answer:'
terminal send-keys 'q'
terminal kill-server

# Times of day, seeds and seconds differ from walk to walk.
steady() { sed -E 's/[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?/HH:MM/g; s/seed([ =])[0-9]+/seed\1N/g; s/[0-9]+\.[0-9]+ s/N s/g'; }
begin='<!-- recorded by tests/docs/session_test.sh -->'
end='<!-- end of the recording -->'
recorded() { sed -n "\\|^$begin\$|,\\|^$end\$|p" "$root/README.md" | sed -e '1,2d' -e '$d'; }

if [[ ${4:-} == --write && $failures -eq 0 ]]; then
    { sed "\\|^$begin\$|q" "$root/README.md" && echo && cat "$scratch/session" && sed -n "\\|^$end\$|,\$p" "$root/README.md"; } \
        >"$root/README.md.part" && mv "$root/README.md.part" "$root/README.md"
fi
check "the README shows this session" diff <(recorded | steady) <(steady <"$scratch/session")
finish
