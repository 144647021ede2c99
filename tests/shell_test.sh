# Sourced by the shell tests: sentences with ok / not ok, and a status at the end.

failures=0

# check SENTENCE COMMAND...: ok if the command succeeds.
check() {
    local sentence=$1
    shift
    if "$@"; then
        printf 'ok - %s\n' "$sentence"
    else
        printf 'not ok - %s\n' "$sentence"
        failures=$((failures + 1))
    fi
}

# Runs a command; keeps what it prints in $out (both streams) and its exit status in $status.
run() {
    status=0
    out=$("$@" 2>&1 </dev/null) || status=$?
}

# After run: the status, and something that was printed.
exited_with() { [ "$status" -eq "$1" ] || { printf '%s\nexit status %s, not %s\n' "$out" "$status" "$1"; false; }; }
said() { case $out in *"$1"*) ;; *) printf '%s\nnot said: %s\n' "$out" "$1"; false ;; esac; }

finish() { [ "$failures" -eq 0 ] || { printf '%s not ok\n' "$failures"; exit 1; }; }
