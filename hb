#!/usr/bin/env bash
# Happens-Before starts here: finds or installs what is missing, builds what changed, then hands over to the compiled program
# build/all/bin/hb. All that this script says goes to standard error; standard output belongs to the program.
set -euo pipefail
unset CDPATH

self=$(readlink -f -- "${BASH_SOURCE[0]}" 2>/dev/null) || self=${BASH_SOURCE[0]}
HB_ROOT=$(cd -- "$(dirname -- "$self")" && pwd -P)
HB_BUILD=$HB_ROOT/build/all
HB_LOCK=$HB_ROOT/build/lock       # held by whoever configures or builds in HB_BUILD
export HB_ROOT HB_BUILD HB_LOCK

program=$HB_BUILD/bin/hb
need_mb=${HB_NEED_MB:-1000}       # what the first build takes on disk, with room to spare
not_set_up=4                      # exit status: the toolkit could not be set up or built

say() { printf 'hb: %s\n' "$*" >&2; }
indented() { sed 's/^/      /'; }

# die WHAT MEND...: what is wrong and where; then how to mend it, a line each.
die() {
  say "$1"
  shift
  (($# == 0)) || printf '    %s\n' "$@" >&2
  exit "$not_set_up"
}

# shellcheck source=bootstrap/packages.sh
. "$HB_ROOT/bootstrap/packages.sh"
# shellcheck source=bootstrap/install.sh
. "$HB_ROOT/bootstrap/install.sh"
# shellcheck source=bootstrap/build.sh
. "$HB_ROOT/bootstrap/build.sh"

first_help() {
  local missing
  missing=$(survey | lacking required)
  cat <<TEXT
Happens-Before: a toolkit that teaches race conditions and concurrency in C++20.

  ./hb demo       the story on this machine, in a minute
  ./hb test       every test of the project
  ./hb --yes ...  the same, installing without asking (so does CI=true)

Nothing is built yet. The first command will
  1. find what is installed, and ask before it installs what is missing;
  2. configure and build in build/all (some minutes, up to $need_mb MB);
  3. run. From then on a start takes less than a second, without a network.

TEXT
  if [[ -z $missing ]]; then
    echo "On this machine everything needed is installed."
  else
    echo "On this machine this is missing or too old:"
    list_rows <<<"$missing"
  fi
}

on_linux
yes=false look=false
[[ ${CI:-} != true ]] || yes=true
if [[ ${1:-} == --yes ]]; then
  yes=true look=true
  shift
fi
if [[ ! -x $program && ${1:---help} =~ ^(-h|--help|help)$ ]]; then
  first_help
  exit
fi

trap 'say "Interrupted. The next ./hb goes on from here."; exit 130' INT
build_folder
lock
# A configured tree is trusted to have its packages, so that a start is quick; --yes looks whether one was removed since.
if $look || ! ready; then
  find_or_install
  ready || configure
fi
build
exec 9>&-                         # the program takes the lock itself when it builds
exec "$program" "$@"
