#!/usr/bin/env bash
# Results agree with docs/result.schema.json, whatever came out. Usage: schema_test.sh ROOT TREE
# Exit status 77 (skipped) without Python's jsonschema.
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"
python3 -c 'import jsonschema' 2>/dev/null || { echo "skipped: Python's jsonschema is not installed (./hb doctor names its package)"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# agrees FILE: each result in it.
agrees() {
    python3 - "$root/docs/result.schema.json" "$1" <<'END'
import json, sys
from jsonschema import Draft202012Validator
schema, results = (json.load(open(file)) for file in sys.argv[1:])
assert results, "no result at all"
mistakes = [mistake for result in results for mistake in Draft202012Validator(schema).iter_errors(result)]
sys.exit("\n".join(f"{mistake.json_path}: {mistake.message[:300]}" for mistake in mistakes) or 0)
END
}

result=$scratch/result.json
for answers in solutions starters kit/shared_counter kit/fences kit/evade_forked_work; do
    rm -f "$result"
    "$tree/bin/hb" check count_up --answers "$answers" --verdict values --verdict rules --verdict race-free --json "$result" >/dev/null
    check "the result of $answers agrees with the schema" agrees "$result"
done
rm "$result"
"$tree/bin/hb" check account --answers kit/deposit_without_lock --json "$result" >/dev/null
check "so does that of an answer that does not compile" agrees "$result"

# Each of these is a mistake that the schema must see.
disagrees() { ! agrees "$1" 2>/dev/null; }
for mistake in 'r.pop("seed")' 'r["verdicts"][0]["result"] = "perhaps"' 'r["points"] = -1' 'r["schema"] = "happens-before/result/2"'; do
    python3 -c "import json, sys
results = json.load(open(sys.argv[1]))
for r in results: $mistake
json.dump(results, open(sys.argv[2], 'w'))" "$result" "$scratch/mistaken.json"
    check "with $mistake it does not agree" disagrees "$scratch/mistaken.json"
done
finish
