#!/usr/bin/env bash
# A checkout of its own in which `hb watch` can be tried: answers there may change without harm. Sourced by watch_test.sh.
# shellcheck disable=SC2034,SC2154  # root, tree and folder are the test's; status and out are for it

# watched_checkout: copies the checkout to $folder, with starters as answers, and configures a tree for plain subjects there.
# The programs are those of $tree. The folder is kept from one run to the next: then it takes a second.
watched_checkout() {
    mkdir -p "$folder"
    copy_checkout "$folder" || return
    cmake -S "$folder" -B "$folder/build/all" -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DHB_FLAVOURS=plain >/dev/null || return
    rm -rf "$folder/build/all/bin" "$folder/build/all/evidence"
    mkdir -p "$folder/build/all/bin"
    ln -s "$tree"/bin/hb "$tree"/bin/judge.* "$folder/build/all/bin/"
    export HB_ROOT=$folder HB_BUILD=$folder/build/all
    ninja -C "$HB_BUILD" lessons.01_lost_update.{predict_totals,split_increment}.plain >/dev/null
}

# until_true SECONDS COMMAND...: waits for it, looking ten times a second; fails when the time is up.
until_true() {
    local rest=$(($1 * 10))
    shift
    until "$@"; do
        ((rest-- > 0)) || return
        sleep 0.1
    done
}

patience=120                      # seconds: a check takes two, on a machine that is busy with other tests

# start_watch ARGUMENTS...: in a session of its own, with its output in $log.
start_watch() {
    log=$scratch/log.$((++logs))
    setsid "$HB_BUILD/bin/hb" watch "$@" >"$log" 2>&1 </dev/null &
    watch=$!
}
logs=0

# stop_watch SIGNAL: its exit status in $status, what it said in $out.
stop_watch() {
    kill "-$1" "$watch"
    status=0
    wait "$watch" || status=$?
    out=$(cat "$log")
}

# lines TEXT: how many lines of the log contain it.
lines() { grep -cF -- "$1" "$log"; }
has_lines() { [ "$(lines "$2")" -ge "$1" ]; }

# comes N TEXT: N lines with this text, in time.
comes() { until_true "$patience" has_lines "$@" || { cat "$log"; false; }; }
