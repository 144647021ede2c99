#!/usr/bin/env bash
# The program fl_sim, as a person uses it. Usage: fl_sim_test.sh ROOT PROGRAM
set -u
root=$1
fl_sim=$2
. "$root/tests/shell_test.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

fingerprint() { sed -n 's/.*(SHA-256): //p' <<<"$out"; }
small=(--clients 20 --sampled 5 --test-every 3)

# ---- one run, whoever trains ----

run "$fl_sim" "${small[@]}" --rounds 6 --executor sequential
check "a run ends well" exited_with 0
expected=$(fingerprint)
check "  with a fingerprint" [ "${#expected}" -eq 64 ]
for executor in threads processes; do
    run "$fl_sim" "${small[@]}" --rounds 6 --executor "$executor" --workers 3
    check "$executor have the same" [ "$(fingerprint)" = "$expected" ]
done
run "$fl_sim" "${small[@]}" --rounds 6 --seed 43
check "another seed has another" [ "$(fingerprint)" != "$expected" ]

# ---- its numbers on file ----

run "$fl_sim" "${small[@]}" --rounds 6 --csv run.csv --json-lines run.jsonl
check "the CSV file has a heading and a line a round" [ "$(wc -l <run.csv)" -eq 7 ]
check "  each with eight fields" [ "$(awk -F, 'NF == 8' run.csv | wc -l)" -eq 7 ]
check "  and a test in every third" [ "$(awk -F, 'NR > 1 && $6 != ""' run.csv | wc -l)" -eq 2 ]
check "each line of the other is a JSON object" python3 -c '
import json, sys
rounds = [json.loads(line) for line in open("run.jsonl")]
sys.exit([one["round"] for one in rounds] != [1, 2, 3, 4, 5, 6] or [one["round"] for one in rounds if "test_loss" in one] != [3, 6])'

# ---- options on file ----

run "$fl_sim" init run.toml
check "init writes a configuration" exited_with 0
run "$fl_sim" init run.toml
check "  and never over one" exited_with 1
sed -i 's/^seed=.*/seed=43/; s/^rounds=.*/rounds=6/; s/^clients=.*/clients=20/; s/^sampled=.*/sampled=5/' run.toml
run "$fl_sim" --config run.toml --seed 42
check "which is run, and the command line comes first" [ "$(fingerprint)" = "$expected" ]
echo 'nonsense=3' >>run.toml
run "$fl_sim" --config run.toml
check "what is no option there is an error" exited_with 2
check "  by name" said nonsense

# ---- an interruption ----

mkfifo rounds
"$fl_sim" "${small[@]}" --rounds 1000000 --checkpoint run.fl --json-lines rounds >said 2>&1 &
process=$!
{
    read -r _ && read -r _    # two rounds are over
    kill -INT "$process"
    cat >/dev/null
} <rounds
wait "$process"
status=$? out=$(<said)
check "Ctrl-C ends a run after its round" exited_with 130
check "  and says how it goes on" said "the same command with --resume goes on"
done_rounds=$(sed -n 's/.*interrupted after round \([0-9]*\) of.*/\1/p' said)
check "  with a checkpoint of it" [ -s run.fl ]
run "$fl_sim" "${small[@]}" --rounds $((done_rounds + 5)) --checkpoint run.fl --resume
resumed=$(fingerprint)
run "$fl_sim" "${small[@]}" --rounds $((done_rounds + 5))
check "  from which the same bits come" [ "$(fingerprint)" = "$resumed" ]

# ---- mistakes ----

# refuses STATUS WORDS OPTION...
refuses() {
    local expected_status=$1 words=$2
    shift 2
    run "$fl_sim" "$@"
    check "$* is refused" exited_with "$expected_status"
    check "  with a reason" said "$words"
}
refuses 2 "0 is not a number above 0" --rounds 0
refuses 2 "not in {" --model vgg
refuses 2 "unknown" --unknown
refuses 1 "200 clients a round cannot be sampled from 100" --sampled 200
refuses 1 "No such file or directory" --csv nowhere/run.csv
refuses 1 "nowhere" --data-folder nowhere
refuses 1 "needs the file of its checkpoint" --resume
refuses 1 "is not a number" --learning-rate 1e30 --rounds 3
run "$fl_sim" --help
check "--help has examples" said "Examples:"
check "  and is no mistake" exited_with 0
finish
