#!/usr/bin/env bash
# Tests of ./hb's own part: finding, installing, configuring, building, handing over.
# The real script runs in temporary copies of itself around a tiny project, with the real CMake and Ninja; only apt-get, dpkg and sudo are stand-ins.
# usage: bootstrap_test.sh [WORD]     only the tests whose sentence holds the word
# shellcheck disable=SC2016               # much text here is for another shell to expand
set -euo pipefail
unset CI HB_ANSWERS HB_NEED_MB HB_PACKAGES HB_ETC WSL_DISTRO_NAME

checkout=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
export CALLS=$work/calls                 # what the stand-ins were asked, a line a call

wanted=${1:-}
# shellcheck source=tests/bootstrap/scaffold.sh
. "$checkout/tests/bootstrap/scaffold.sh"

first_start() {
  start demo --colour 'two words'
  expect_status 0
  expect_prints "program in $project, checkout $project, arguments: demo --colour two words"
  expect_says "Configuring (log: build/all/configure.log)"
  expect_call "cmake --preset all --fresh"
}
it "a first start configures, builds and hands over, in a path with spaces" first_start

everything_in_place() {
  local from took best=9999999999 _
  expect_works
  : >"$CALLS"
  for _ in 1 2 3; do                     # the best of three: another program may be busy on this machine
    from=$(date +%s%N)
    expect_works
    took=$(($(date +%s%N) - from))
    ((took > best)) || best=$took
  done
  ((best < 1000000000)) || fail "it took $best ns"
  [[ ! -s $CALLS && -z $err ]] || fail "nothing should be called or said"
}
it "a start with everything in place takes under a second and calls neither CMake nor apt" everything_in_place

offline() {
  needs_root
  expect_works
  unshare -n ./hb demo >"$work/out" || fail "it needs a network"
}
it "a start with everything in place needs no network" offline

from_elsewhere() {
  mkdir "$work/elsewhere $count"
  cd "$work/elsewhere $count"
  ln -s "$project/hb" link
  out=$(./link list 2>/dev/null)
  expect_prints "program in $PWD, checkout $project, arguments: list"
}
it "it is started from any folder, through a link too" from_elsewhere

help_first() {
  start --help
  expect_status 0
  expect_prints "Nothing is built yet"
  [[ ! -e build && ! -s $CALLS ]] || fail "help built something"
  expect_works
  start --help
  expect_prints "arguments: --help"
}
it "--help tells what a first start would do and does none of it; after the build it is the program's" help_first

changed_source() {
  expect_works
  : >"$CALLS"
  sleep 0.01
  echo '# changed' >>at_build.sh
  expect_works
  expect_call "cmake --build --preset all"
  expect_no_call "cmake --preset all"
}
it "a changed source is built by the next start, without a configure" changed_source

changed_presets() {
  expect_works
  touch -d '+2 seconds' CMakePresets.json
  : >"$CALLS"
  expect_works
  expect_call "cmake --preset all"
}
it "changed presets are configured by the next start" changed_presets

moved() {
  expect_works
  mv -- "$project" "$project again"
  cd -- "$project again"
  expect_works
  expect_prints "checkout $project again"
}
it "a checkout that was moved is built anew" moved

second_waits() {
  local first
  sed -i '1a sleep 1' at_build.sh
  ./hb first >"$work/first" 2>&1 &
  first=$!
  after_line built "$CALLS"
  start second
  expect_status 0
  expect_says "waiting until it is done"
  expect_prints "arguments: second"
  wait "$first" || fail "the first start failed: $(<"$work/first")"
  [[ $(grep -c '^built' "$CALLS") == 1 ]] || fail "it was built twice"
}
it "two copies started at once build once: the second says that it waits" second_waits

# interrupted SIGNAL SCRIPT: starts, sends the signal to all of the start's processes while the script runs; then it must work.
interrupted() {
  local pid script=$2
  set -m                                 # the start is a process group of its own, as at a terminal
  cp "$script" "$script.quick"
  printf 'echo begun >>"$CALLS"\nsleep 3\n' | cat - "$script.quick" >"$script"
  ./hb demo >"$work/out" 2>"$work/interrupted" &
  pid=$!
  after_line begun "$CALLS"
  kill "-$1" -- "-$pid"
  status=0
  wait "$pid" || status=$?
  ((status != 0)) || fail "it went on after the signal"
  cp "$script.quick" "$script"
  expect_works
}
interrupted_configure() {
  interrupted INT at_configure.sh
  grep -q "Interrupted" "$work/interrupted" || fail "it did not say that it was interrupted"
  [[ $(grep -c -- "--preset all --fresh" "$CALLS") == 2 ]] || fail "a half-made configure was trusted"
}
interrupted_build() {
  interrupted INT at_build.sh
  grep -q "Interrupted" "$work/interrupted" || fail "it did not say that it was interrupted"
}
killed_configure() { interrupted KILL at_configure.sh; }
killed_build() { interrupted KILL at_build.sh; }
it "after Ctrl-C during the configure the next start works" interrupted_configure
it "after Ctrl-C during the build the next start works" interrupted_build
it "after a kill during the configure the next start works" killed_configure
it "after a kill during the build the next start works" killed_build

# shellcheck source=tests/bootstrap/installing.sh
. "$checkout/tests/bootstrap/installing.sh"

other_systems() {
  local system
  for system in Darwin MINGW64_NT-10.0 FreeBSD; do
    stand_in uname <<<"echo $system"
    start demo
    expect_status 4
    [[ ! -s $CALLS && ! -e build ]] || fail "something was called on $system"
    case $system in
      Darwin) expect_says "macOS is not supported" ;;
      MINGW*) expect_says "WSL2" ;;
      *) expect_says "FreeBSD is not supported" ;;
    esac
  done
}
it "macOS, Windows without WSL2 and other systems get a clear message" other_systems
rm -f "$work/bin/uname"

file_in_place() {
  touch build
  start demo
  expect_status 4
  expect_says "$project/build is in its place, and is not a folder"
  [[ ! -s build ]] || fail "the file was written to"
  rm build
  expect_works
}
it "a file in place of the build folder is named" file_in_place

# mounted COMMAND: runs the command in a mount namespace of its own, where it may mount over the project.
mounted() {
  needs_root
  status=0
  unshare -m bash -c "$1" >"$work/out" 2>"$work/err" </dev/null || status=$?
  out=$(<"$work/out") err=$(<"$work/err")
}

read_only() {
  mounted 'mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" && ./hb demo'
  expect_status 4
  expect_says "$project/build/all: Read-only file system"
  expect_says "mounted read-only"
  [[ ! -e build ]] || fail "something was written"
}
it "a read-only mount is named" read_only

full_at_first() {
  mounted 'mkdir build && mount -t tmpfs -o size=2m none build && { ./hb demo; status=$?; ls build >&2; exit $status; }'
  expect_status 4
  expect_says "The disk is full: 2 MB are free in $project/build; a first build needs"
  [[ $err != *$'\nall'* ]] || fail "something was written"
}
it "a disk that is too small is told before anything is written" full_at_first

full_during_build() {
  export HB_NEED_MB=1
  sed -i '1a [ ! -e fill ] || head -c 9000000 /dev/zero >big || exit 1' at_build.sh
  mounted 'mkdir -p build && mount -t tmpfs -o size=2m none build && mkdir build/all && touch build/all/fill &&
    { ./hb demo; status=$?; rm -f build/all/fill build/all/big; ./hb after >&2; exit $status; }'
  expect_status 4
  expect_says "The disk is full: 0 MB are free"
  expect_says "arguments: after"
}
it "a disk that fills during the build is named, and after making room the next start works" full_during_build

full_during_configure() {
  export HB_NEED_MB=1
  mounted 'mkdir -p build && mount -t tmpfs -o size=2m none build && echo "[ -e build/room ] || head -c 9000000 /dev/zero >build/big" >at_configure.sh &&
    { ./hb demo; status=$?; rm -f build/big; touch build/room; ./hb after >&2; exit $status; }'
  expect_status 4
  expect_says "The disk is full: 0 MB are free"
  expect_says "arguments: after"
}
it "a disk that fills during the configure is named, and after making room the next start works" full_during_configure

configure_error() {
  echo 'message(FATAL_ERROR "lesson.toml is broken")' >>CMakeLists.txt
  start demo
  expect_status 4
  expect_says "lesson.toml is broken"
  expect_says "build/all/configure.log"
}
it "an error of the configure is shown with its log" configure_error

# The build configures anew when lesson.toml has changed; ninja's own message says no more than that it failed.
broken_after_the_build() {
  start list
  expect_status 0
  echo 'message(FATAL_ERROR "lesson.toml does not exist")' >>CMakeLists.txt
  start list
  expect_status 4
  expect_says "lesson.toml does not exist"
}
it "what broke the configure of a built tree is shown" broken_after_the_build

build_error() {
  echo 'echo "main.cpp:7: error: expected a semicolon" >&2; exit 1' >at_build.sh
  start demo
  expect_status 4
  expect_says "main.cpp:7: error: expected a semicolon"
  [[ -z $out ]] || fail "the program ran"
}
it "an error of the build is shown, and the program does not run" build_error

ci_run() {
  mkdir -p lessons/01_one tests/starters/01_one
  echo 'int counter();' | tee lessons/01_one/counter.hpp >tests/starters/01_one/counter.hpp
  out=$(.ci/run --verbose 2>/dev/null) || fail "it does not run the tests"
  expect_prints "arguments: test --verbose"
  echo 'int counter() { return 1; }' >lessons/01_one/counter.hpp
  status=0
  err=$(.ci/run 2>&1) || status=$?
  expect_status 1
  expect_says "lessons/01_one/counter.hpp is not the starter"
}
it "CI refuses a shipped lesson that is not the untouched starter, and runs the tests otherwise" ci_run

printf '%d tests, %d failed\n' "$count" "$failures"
((failures == 0))
