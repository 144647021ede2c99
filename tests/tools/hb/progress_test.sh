#!/usr/bin/env bash
# What hb remembers: next, hint, status, solution, reset, and predictions. Usage: progress_test.sh ROOT TREE
# The student's files are copies in a folder of the test's own, and so is what is remembered. The judge is the real one;
# the answer that it judges in their place is named in the file stands_for.
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"
hb=$tree/bin/hb
lesson=01_lost_update
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HB_ROOT=$scratch/checkout HB_BUILD=$scratch/tree
state=$HB_ROOT/.hb
file=$state/progress.json
answers=$HB_ROOT/lessons/$lesson

mkdir -p "$HB_ROOT/tests" "$HB_BUILD/bin"
cp -r "$root/tests/starters" "$HB_ROOT/lessons"
cp -r "$root/tests/starters" "$HB_ROOT/tests/starters"
cp -r "$root/solutions" "$HB_ROOT/solutions"
cp "$root/lessons/$lesson/lesson.toml" "$HB_ROOT/lessons/$lesson"
for other in "$HB_ROOT"/lessons/*; do
    [[ ${other##*/} == "$lesson" ]] || rm -r "$other"
done
cat >"$HB_BUILD/bin/judge.$lesson" <<SH
#!/usr/bin/env bash
words=("\$@")
for i in "\${!words[@]}"; do
    [[ \${words[i]} != --set ]] || words[i + 1]=\$(cat "$scratch/stands_for")
    [[ \${words[i]} != --root ]] || words[i + 1]=$(printf %q "$root")
    [[ \${words[i]} != --tree ]] || words[i + 1]=$(printf %q "$tree")
done
[[ ! -e $scratch/saved_meanwhile ]] || echo "// saved" >>"$answers/predict_totals.hpp"
exec "$tree/bin/judge.$lesson" "\${words[@]}"
SH
chmod +x "$HB_BUILD/bin/judge.$lesson"

silent() { ! grep -qF -- "$1" <<<"$out" || { printf '%s\nsaid: %s\n' "$out" "$1"; false; }; }
narrow() { ! grep -nE '.{81}' <<<"$out"; }
# said, wherever the lines of a text are broken.
told() { tr -s ' \n' ' ' <<<"$out" | grep -qF -- "$1" || { printf '%s\nnot told: %s\n' "$out" "$1"; false; }; }
# At a terminal, with this typed; without the terminal's line ends and colours. What is typed is there before it is asked
# for, so nothing ends the line of a prompt: that is done here.
at_terminal() {
    local typed=$1
    shift
    status=0
    out=$(printf '%b' "$typed" | timeout 240 script -qec "$(printf '%q ' "$@")" /dev/null |
        sed -e 's/\r\x1b\[K/\n/g' -e 's/\r//g' -e 's/\x1b\[[0-9;]*[mK]//g' -e 's/skips it): /&\n/g'; exit "${PIPESTATUS[1]}") || status=$?
}
row() { grep -E "^  $1 " <<<"$out"; }

for command in next hint status solution reset; do
    run "$hb" $command --help
    check "hb $command --help has an example" said "./hb $command"
done

# A new student.
run "$hb" next
check "next names the first exercise" said "$lesson/predict_totals"
check "and why it is next" told "not checked yet"
check "with its file" said "lessons/$lesson/predict_totals.hpp"
check "and the predictions to make before" said "./hb run $lesson"
run "$hb" status
check "a new student has no points" said "0 of 35 points"
check "looking remembers nothing" test ! -e "$file"

# A check is remembered.
echo starters >"$scratch/stands_for"
run "$hb" check predict_totals
check "a check of a starter ends with 1" exited_with 1
run "$hb" next
check "next says which verdict fails" told "values fails"
check "with its sentence" told "A value is wrong."
run "$hb" status
check "status shows the verdicts" grep -qE 'pass +FAIL +pass' <<<"$(row predict_totals)"
check "in at most 80 columns" narrow
check "without colours" bash -c '! grep -q $'"'"'\033'"'"' <<<"$1"' _ "$out"
run "$hb" solution predict_totals
check "the solution is not shown to whoever has not finished" exited_with 2
check "but how to see it is said" said "./hb solution predict_totals --anyway"
run "$hb" solution predict_totals --anyway
check "with --anyway it is shown" exited_with 0
check "as a difference from the student's file" said "--- a/lessons/$lesson/predict_totals.hpp"

# The file changes.
echo '// mine' >>"$answers/predict_totals.hpp"
run "$hb" next
check "next says that the file has changed" told "changed since the last check"
run "$hb" status
check "and so does status" said "changed since the last check"
run "$hb" status --json
check "and so does its JSON" said '"state": "changed"'
check "of the schema" said '"schema": "happens-before/status/1"'

# A check of some verdicts only, then of all.
echo solutions >"$scratch/stands_for"
run "$hb" check predict_totals --verdict builds
run "$hb" status
check "verdicts on other content are forgotten" grep -qE 'pass +\. +\.' <<<"$(row predict_totals)"
run "$hb" next
check "next names a verdict that was not asked" told "values was not asked yet"
run "$hb" solution predict_totals
check "some verdicts are not enough for the solution" exited_with 2
run "$hb" check predict_totals --verdict values --verdict rules
run "$hb" status
check "verdicts on the same content add up to its points" said "10 of 35 points"
run "$hb" solution predict_totals
check "whoever has finished sees the solution" said "+++ b/solutions/$lesson/predict_totals.hpp"
run "$hb" next
check "and goes on with the next exercise" said "$lesson/split_increment"
cp "$HB_ROOT/solutions/$lesson/split_increment.hpp" "$answers"
run "$hb" check split_increment
run "$hb" solution split_increment
check "an answer that is the solution is told so" said "Your answer is the solution"

# What is not the student's answer, or was not judged as it stands, is not remembered.
cp "$file" "$scratch/before"
echo starters >"$scratch/stands_for"
run "$hb" check predict_totals --answers starters
check "a check of other answers changes nothing" cmp -s "$file" "$scratch/before"
touch "$scratch/saved_meanwhile"
run "$hb" check predict_totals
rm "$scratch/saved_meanwhile"
check "a file that was saved while it was judged is said to be" said "saved while it was judged"
check "and its verdicts are not remembered" cmp -s "$file" "$scratch/before"

# Hints: one more each time, also when several hb ask at once.
run "$hb" hint count_up
check "the first hint comes alone" said "2 more: ./hb hint count_up"
check "in at most 80 columns" narrow
run "$hb" hint count_up
check "the second comes with the first" bash -c 'grep -q "  1\. " <<<"$1" && grep -q "  2\. " <<<"$1"' _ "$out"
run "$hb" hint count_up
run "$hb" hint count_up
check "after the last one there are no more" said "That was the last one"
run "$hb" hint "$lesson"
check "a whole lesson has no hint" exited_with 2
check "and its exercises are named" said "$lesson/count_up"
for exercise in predict_totals split_increment; do
    for _ in 1 2 3; do "$hb" hint "$exercise" >/dev/null & done
done
wait
check "hints asked for at once are all counted" test "$(grep -c '"hints_shown": 3' "$file")" -eq 3

# Back to the starter.
cp "$answers/predict_totals.hpp" "$scratch/own"
run "$hb" reset predict_totals
check "reset does nothing if nobody can be asked" exited_with 2
at_terminal 'n\n' "$hb" reset predict_totals
check "reset asks" said "Replace lessons/$lesson/predict_totals.hpp by the starter?"
check "and takes no for an answer" cmp -s "$answers/predict_totals.hpp" "$scratch/own"
at_terminal 'perhaps\ny\n' "$hb" reset predict_totals
check "after a yes the starter is back" cmp -s "$answers/predict_totals.hpp" "$root/tests/starters/$lesson/predict_totals.hpp"
check "the answer is kept" cmp -s "$state"/backups/*/"$lesson/predict_totals.hpp" "$scratch/own"
run "$hb" status --json
check "its verdicts are forgotten" grep -q '"state": "not checked"' <<<"$(grep -A1 predict_totals <<<"$out")"
run "$hb" hint predict_totals
check "and its hints" said "2 more"
cp "$scratch/own" "$answers/predict_totals.hpp"
run "$hb" reset predict_totals --yes
check "a second copy does not replace the first" test "$(find "$state/backups" -name predict_totals.hpp | wc -l)" -eq 2

# A second lesson, which needs the first.
cp -r "$HB_ROOT/lessons/$lesson" "$HB_ROOT/lessons/02_second"
sed -i 's/^prerequisites = .*/prerequisites = ["01_lost_update"]/' "$HB_ROOT/lessons/02_second/lesson.toml"
cp "$HB_BUILD/bin/judge.$lesson" "$HB_BUILD/bin/judge.02_second"
run "$hb" next
check "next stays with the first lesson" said "$lesson/predict_totals"
echo solutions >"$scratch/stands_for"
run "$hb" check "$lesson"
run "$hb" next
check "until it is finished" said "02_second/predict_totals"
check "and says so" told "What its lesson needs before is finished: $lesson."
check "an exercise of two lessons is named with its lesson's number" said "./hb check 02/predict_totals"
rm -r "$HB_ROOT/lessons/02_second"
run "$hb" next
check "when all is finished, next says so" said "Every exercise is finished"
echo starters >"$scratch/stands_for"

# A file that cannot be used, and one of the future.
cp "$file" "$scratch/good"
head -c 100 "$scratch/good" >"$file"
run "$hb" status
check "a broken file is an error" exited_with 2
check "which says how to go on" said "mv $file"
run "$hb" check predict_totals
check "a check says that it is not remembered" said "not remembered"
check "and judges all the same" exited_with 1
check "the broken file stays" test "$(wc -c <"$file")" -eq 100
sed 's|progress/1|progress/2|' "$scratch/good" >"$file"
run "$hb" next
check "a newer file is an error" exited_with 2
check "which names the way out" said "git pull"
rm "$file"

# Predictions. They run the tree's own programs, so the checkout is the real one; what is remembered is not.
export HB_ROOT=$root HB_BUILD=$tree HB_STATE=$scratch/predictions
mkdir "$HB_STATE"
echo '{"schema": "happens-before/progress/1", "seed": 7, "exercises": {}, "predictions": []}' >"$HB_STATE/progress.json"
predict() { "$tree/bin/judge.$lesson" predict --seed 7 --concept "$@"; }
# numbers CONCEPT VARIANT: the choices' numbers, the right one first.
numbers() {
    local right choices
    right=$(predict "$1" --variant "$2" --happens | sed 's/.*"right":"\([^"]*\)".*/\1/')
    choices=$(predict "$1" --variant "$2" | sed 's/.*"choices":\["\([^]]*\)"\].*/\1/; s/","/\n/g')
    grep -nxF -- "$right" <<<"$choices" | cut -d : -f 1
    grep -nvxF -- "$right" <<<"$choices" | cut -d : -f 1
}
mapfile -t interleaving < <(numbers interleaving 0)
mapfile -t lost < <(numbers "lost update" 0)
mapfile -t lost_again < <(numbers "lost update" 1)

run "$hb" run 01
check "without a terminal no prediction is asked" silent "Your prediction"
check "which is said" said "No prediction is asked"
at_terminal '' "$hb" run 01 --no-input
check "with --no-input that is said too" said "No prediction is asked: --no-input"
check "and nothing is asked" silent "Your prediction"
check "and the demonstration runs" said "10 of 10 runs came out wrong"

# An invalid answer, then the right one; a wrong one, not again; the third skipped.
at_terminal "x\n9\n\n1x\n${interleaving[0]}\n${lost[1]}\nn\ns\n" "$hb" run 01
check "at a terminal they are asked" said "Predict before you run: interleaving"
check "what is no choice is asked again" test "$(grep -o 'Your prediction' <<<"$out" | wc -l)" -eq 7
check "the right one holds" said "It holds."
check "after the program has run" said "replay increments="
check "a wrong one does not hold" said "It does not hold."
check "what happened stands beside what was predicted" bash -c 'grep -A1 "^  Predicted" <<<"$1" | grep -q "^  Happened"' _ "$out"
check "then the demonstration runs" said "10 of 10 runs came out wrong"
check "in at most 80 columns" narrow
run "$hb" status
check "status shows what holds" grep -qE 'interleaving +1 +1 +holds' <<<"$out"
check "and what does not" grep -qE 'lost update +1 +0 +will be asked again' <<<"$out"
check "and not what was skipped" silent "data race"

# A variant of the wrong one, at once another; the end of input ends the questions.
at_terminal "${lost_again[1]}\n\n" "$hb" run 01
check "what holds is not asked again" silent "Predict before you run: interleaving"
check "a variant of what does not is asked at once if wanted" test "$(grep -c 'run: lost update' <<<"$out")" -eq 2
check "and the end of input ends the questions" silent "Predict before you run: data race"
at_terminal "s\n$(numbers "data race" 0 | tail -n 1)\n" "$hb" run 01
check "a wrong prediction offers another one" said "Another one of this kind, now?"
check "and the end of input declines" said "10 of 10 runs came out wrong"
run "$hb" status --json
check "predictions are counted by concept" grep -q '"made": 2' <<<"$(grep -A1 'lost update' <<<"$out")"
check "each variant is another question" test "$(predict "lost update" --variant 0)" != "$(predict "lost update" --variant 1)"

finish
