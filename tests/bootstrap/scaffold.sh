#!/usr/bin/env bash
# What the bootstrap's tests stand on: a tiny project, stand-ins, ways to start ./hb, expectations. Sourced by bootstrap_test.sh.
# shellcheck disable=SC2016,SC2034,SC2154  # text for other shells to expand; names shared with the tests

cmake=$(command -v cmake)

# ---- the tiny project and the stand-ins ----

# new_project: enters a fresh copy, in a path with spaces, for the test that runs now.
new_project() {
  project="$work/project $1/check out"
  mkdir -p -- "$project" "$work/project $1/etc/apt/sources.list.d"
  cp -r -- "$checkout/hb" "$checkout/bootstrap" "$checkout/.ci" "$project"
  cd -- "$project" || exit
  export HB_ETC="$work/project $1/etc" THING="$work/project $1/thing"
  printf 'ID=debian\nVERSION_ID=13\nVERSION_CODENAME=trixie\nPRETTY_NAME="Debian 13"\n' >"$HB_ETC/os-release"
  cat >CMakePresets.json <<'JSON'
{"version": 6,
 "configurePresets": [{"name": "all", "generator": "Ninja", "binaryDir": "${sourceDir}/build/all"}],
 "buildPresets": [{"name": "all", "configurePreset": "all"}]}
JSON
  cat >CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(tiny LANGUAGES NONE)
execute_process(COMMAND sh "${CMAKE_SOURCE_DIR}/at_configure.sh" COMMAND_ERROR_IS_FATAL ANY)
add_custom_command(OUTPUT bin/hb DEPENDS at_build.sh COMMAND sh "${CMAKE_SOURCE_DIR}/at_build.sh")
add_custom_target(program ALL DEPENDS bin/hb)
CMAKE
  : >at_configure.sh
  cat >at_build.sh <<'SH'
echo built >>"$CALLS"
printf '#!/bin/sh\necho "program in $PWD, checkout $HB_ROOT, arguments: $*"\n' >bin/hb
chmod +x bin/hb
SH
  : >"$CALLS"
}

# stand_in NAME: a program that comes first in PATH; its text is the standard input.
stand_in() {
  mkdir -p "$work/bin"
  { echo '#!/bin/bash'; cat; } >"$work/bin/$1"
  chmod +x "$work/bin/$1"
}
stand_in cmake <<SH
[[ \$1 == --version ]] || echo "cmake \$*" >>"\$CALLS"
exec "$cmake" "\$@"
SH
stand_in apt-get <<'SH'
if [[ $1 == indextargets ]]; then
  printf '%s\n' 'mirror:/security bookworm-security' 'mirror:/debian bookworm' 'mirror:/debian trixie'
  exit
fi
echo "apt-get $*" >>"$CALLS"
[[ ! -e $THING.unreachable ]] || { echo 'E: Unable to fetch some archives' >&2; exit 100; }
[[ ! -e $THING.half ]] || { echo 'E: dpkg was interrupted' >&2; exit 100; }
[[ $1 != install ]] || touch "$THING"
SH
stand_in dpkg <<'SH'
if [[ $1 == --audit ]]; then
  [[ ! -e $THING.half ]] || echo 'half configured: libthing'
  exit
fi
echo "dpkg $*" >>"$CALLS"
[[ -e $THING.broken ]] || rm "$THING.half"
SH
stand_in sudo <<'SH'
[[ $1 == -v ]] || exec "$@"
SH
PATH=$work/bin:$PATH

# lacks_a_thing: from here on ./hb lacks something, which the stand-in for apt-get can install.
lacks_a_thing() {
  export HB_PACKAGES="$HB_ETC/packages.tsv"
  {
    printf 'what it is for\tneed\tprobe\tdebian-12\tdebian-13\tubuntu-24.04\n'
    printf 'a thing that tests lack\trequired\ttest -e "$THING"\tlibthing/bookworm-backports\tlibthing\tlibthing\n'
    printf 'an extra\toptional\tfalse\textra\textra\textra\n'
  } >"$HB_PACKAGES"
}

# start ARGUMENTS...: one run of ./hb without a terminal; leaves $out, $err and $status.
start() {
  status=0
  ./hb "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
  out=$(<"$work/out") err=$(<"$work/err")
}

# at_a_terminal ANSWER: one run of ./hb demo on a terminal where somebody types the answer; leaves $out and $status.
at_a_terminal() {
  status=0
  out=$(printf '%s\n' "$1" | script -qec './hb demo' /dev/null) || status=$?
}

# after_line TEXT FILE: waits until the file holds the text.
after_line() {
  local _
  for _ in {1..100}; do
    grep -qs -- "$1" "$2" && return
    sleep 0.05
  done
  fail "\"$1\" never appeared in $2"
}

# ---- expectations ----

fail() {
  printf '#   %s\n' "$1" "status ${status:-}" "standard output: ${out:-}" "standard error: ${err:-}" "calls: $(<"$CALLS")" >&2
  exit 1
}
expect_status() { [[ $status == "$1" ]] || fail "expected status $1"; }
expect_says() { [[ $err == *"$1"* ]] || fail "expected on standard error: $1"; }
expect_prints() { [[ $out == *"$1"* ]] || fail "expected on standard output: $1"; }
expect_call() { grep -qF -- "$1" "$CALLS" || fail "expected the call: $1"; }
expect_no_call() { ! grep -qF -- "$1" "$CALLS" || fail "expected no call: $1"; }
expect_works() {
  start demo
  expect_status 0
  expect_prints "arguments: demo"
}
skip() {
  printf 'skipped: %s\n' "$1"
  exit 77
}
needs_root() {
  unshare -m true 2>/dev/null || skip "only root can mount and cut off the network"
}

# it SENTENCE FUNCTION
count=0 failures=0
it() {
  local sentence=$1 status=0 said
  [[ $sentence == *"$wanted"* ]] || return 0
  count=$((count + 1))
  said=$(new_project "$count" && "$2" 2>&1) || status=$?
  case $status in
    0) printf 'ok - %s\n' "$sentence" ;;
    77) printf 'ok - %s # %s\n' "$sentence" "$said" ;;
    *)
      printf 'not ok - %s\n%s\n' "$sentence" "$said"
      failures=$((failures + 1))
      ;;
  esac
}
