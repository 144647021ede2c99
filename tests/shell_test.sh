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

# checkout_files: the files of the checkout in $root, changes that are not committed included, each with a zero byte behind it: what
# git knows, or, where there is no repository (an archive, a container without git), all but what is built.
checkout_files() {
    # shellcheck disable=SC2154  # root is the test's
    (cd "$root" && { git ls-files -z --cached --others --exclude-standard 2>/dev/null ||
        find . \( -path ./build -o -path ./.hb -o -path ./.git \) -prune -o -type f -printf '%P\0'; } |
        while IFS= read -r -d '' file; do if [[ -e $file ]]; then printf '%s\0' "$file"; fi; done)
}

# copy_checkout TO: the checkout in $root as a student has it, with the starters as answers. These are
# new each time: what an earlier test left in their place may have been built since.
copy_checkout() {
    mkdir -p "$1"
    checkout_files | tar -C "$root" -cf - --null -T - | tar xf - -C "$1" || { echo "the checkout cannot be copied to $1"; return 1; }
    local lesson
    for lesson in "$root"/tests/starters/*/; do cp "$lesson"*.hpp "$1/lessons/$(basename "$lesson")/"; done
}

finish() { [ "$failures" -eq 0 ] || { printf '%s not ok\n' "$failures"; exit 1; }; }
