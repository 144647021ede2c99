#!/usr/bin/env bash
# The bootstrap's tests of finding and installing packages. Sourced by bootstrap_test.sh.
# shellcheck disable=SC2016,SC2153,SC2154   # text for other shells to expand; names shared with bootstrap_test.sh and scaffold.sh

missing() {
  lacks_a_thing
  start demo
  expect_status 4
  expect_says "a thing that tests lack"
  expect_says "apt-get install --yes --no-install-recommends libthing"
  expect_says "./hb --yes"
  [[ ! -s $CALLS ]] || fail "something was called"
}
it "what is missing is named, and without a terminal nothing is installed" missing

installs_with_yes() {
  lacks_a_thing
  start --yes demo
  expect_status 0
  expect_prints "arguments: demo"
  expect_call "apt-get update"
  expect_call "apt-get install --yes --no-install-recommends libthing"
  expect_says "Optional, not installed: extra"
}
it "--yes installs without asking, and is no argument of the program" installs_with_yes

installs_in_ci() {
  lacks_a_thing
  CI=true start demo
  expect_status 0
  expect_call "apt-get install --yes --no-install-recommends libthing"
}
it "CI=true installs without asking" installs_in_ci

asks() {
  command -v script >/dev/null || skip "script(1), which makes a terminal, is not installed"
  lacks_a_thing
  at_a_terminal n
  expect_status 4
  expect_prints "Run them now?"
  [[ ! -s $CALLS ]] || fail "something was called after a no"
  at_a_terminal y
  expect_status 0
  expect_prints "arguments: demo"
  expect_call "apt-get install"
}
it "at a terminal it asks, and a no installs nothing" asks

backports() {
  sed -i 's/13/12/; s/trixie/bookworm/' "$HB_ETC/os-release"
  lacks_a_thing
  start --yes demo
  expect_status 0
  expect_call "libthing/bookworm-backports"
  [[ $(cat "$HB_ETC"/apt/sources.list.d/*) == "deb mirror:/debian bookworm-backports main" ]] || fail "wrong source"
}
it "on Debian 12 backports come from the mirror that the machine already uses" backports

no_network() {
  sed -i 's/13/12/; s/trixie/bookworm/' "$HB_ETC/os-release"
  lacks_a_thing
  touch "$THING.unreachable"
  start --yes demo
  expect_status 4
  expect_says "apt could not install: libthing"
  expect_says "Unable to fetch some archives"
  expect_says "no network"
  [[ -z $(ls "$HB_ETC/apt/sources.list.d") ]] || fail "a source was left behind"
  rm "$THING.unreachable"
  start --yes demo
  expect_status 0
}
it "without a network it names the packages and the commands for later, and leaves no source behind" no_network

removed_later() {
  lacks_a_thing
  touch "$THING"
  expect_works
  rm "$THING"
  : >"$CALLS"
  start --yes doctor
  expect_status 0
  expect_prints "arguments: doctor"
  expect_call "apt-get install --yes --no-install-recommends libthing"
  expect_no_call "cmake --preset all"
}
it "--yes installs what was removed from under a configured tree" removed_later

interrupted_install() {
  lacks_a_thing
  touch "$THING.half"
  start demo
  expect_status 4
  expect_says "dpkg --configure -a"
  start --yes demo
  expect_status 0
  [[ $(grep -v cmake "$CALLS") == "dpkg --configure -a"*"apt-get install"* ]] || fail "dpkg did not finish first"
  : >"$CALLS"
  rm "$THING"
  start --yes demo
  expect_status 0
  expect_no_call "dpkg"
}
it "after an interrupted installation the next start lets dpkg finish first" interrupted_install

stays_half_installed() {
  lacks_a_thing
  touch "$THING.half" "$THING.broken"
  start --yes demo
  expect_status 4
  expect_says "dpkg left packages half installed"
  expect_says "E: dpkg was interrupted"
  [[ $err != *network* ]] || fail "it asks for a network, which would not help"
}
it "where dpkg cannot finish it says so, and asks for no network" stays_half_installed

plan() {
  unset HB_PACKAGES
  out=$(bash bootstrap/packages.sh plan one two) || fail "no plan"
  expect_prints "apt-get install --yes --no-install-recommends one two"
  echo 'ID=fedora' >"$HB_ETC/os-release"
  ! bash bootstrap/packages.sh plan one || fail "a plan for a distribution that the table does not have"
}
it "packages.sh says how to install a package, on the distributions of its table" plan

gone_later() {
  lacks_a_thing
  touch "$THING"
  expect_works
  rm "$THING"
  echo 'exit 1' >at_build.sh
  start demo
  expect_status 4
  expect_says "a thing that tests lack"
  start demo
  expect_says "apt-get install"
}
it "a package that was removed later is named when the build fails" gone_later

too_old() {
  stand_in clang++-19 <<<'echo 14.0.6'
  HB_PACKAGES='' start demo
  rm "$work/bin/clang++-19"
  expect_status 4
  expect_says "$work/bin/clang++-19 is version 14.0.6, and 19 or newer is needed"
}
it "a compiler that is too old is named, with its version and place" too_old

still_too_old() {
  lacks_a_thing
  sed -i 's/test -e "$THING"/at_least 3 echo 2.9/' "$HB_PACKAGES"
  start --yes demo
  expect_status 4
  expect_says "echo is version 2.9, and 3 or newer is needed"
  expect_says "comes first in PATH"
}
it "a program that is still too old after the installation is not installed for ever" still_too_old

unknown_linux() {
  printf 'ID=fedora\nVERSION_ID=42\nPRETTY_NAME="Fedora 42"\n' >"$HB_ETC/os-release"
  lacks_a_thing
  WSL_DISTRO_NAME=Fedora start --yes demo
  expect_status 4
  expect_says "Fedora 42 is not supported"
  expect_says "libthing"
  expect_says "wsl --install -d Debian"
  [[ ! -s $CALLS ]] || fail "something was called"
  touch "$THING"
  expect_works
}
it "another Linux is told what to install by hand, and works once it is there" unknown_linux

ubuntu() {
  printf 'ID=ubuntu\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04 LTS"\n' >"$HB_ETC/os-release"
  lacks_a_thing
  start --yes demo
  expect_status 0
  expect_says "untested"
}
it "Ubuntu 24.04 works by the same script and is called untested" ubuntu

packages_exist() {
  unset HB_ETC HB_PACKAGES
  local names
  . "$checkout/bootstrap/packages.sh"
  hb_etc=/etc
  distribution >/dev/null || skip "this distribution has no column in the table"
  [[ $(apt-cache policy cmake 2>/dev/null) == *'Candidate: '[0-9]* ]] || skip "apt's lists are not here"
  read -ra names <<<"$(survey | package_names)"
  out=$(apt-cache policy "${names[@]%/*}")
  [[ $(grep -c 'Candidate: [0-9]' <<<"$out") == "${#names[@]}" ]] || fail "apt does not know all of: ${names[*]}"
}
it "every package that the table names for this distribution exists" packages_exist
