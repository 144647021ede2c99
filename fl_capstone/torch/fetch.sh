#!/usr/bin/env bash
# Brings the pinned LibTorch into a folder, once for all checkouts.
#
# Usage: fetch.sh FOLDER           afterwards FOLDER/torch/lib/libtorch_cpu.so is there
#
# pip downloads, so that the user's own index, proxy and certificates are used. Wheels that have come whole are kept, and a
# connection that breaks is taken up again where it broke (pip 25.1 and newer). Nothing is at FOLDER until all of it is.
set -euo pipefail
unset CDPATH
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
wheels=${HB_TORCH_WHEELS:-$here/wheels.txt}

download_mb=545                   # the three wheels
unpacked_mb=1100                  # and what they hold
pip_that_resumes=25.3             # pinned, so that the options below mean what they did when they were tried

say() { printf 'LibTorch: %s\n' "$*" >&2; }
die() {
  say "$1"
  shift
  printf '    %s\n' "$@" >&2
  exit 1
}

(($# == 1)) || die "one folder is wanted, and $# were given." "For example: fetch.sh ~/.cache/happens-before/libtorch-2.11.0"
folder=$1
case $(uname -s)-$(uname -m) in
  Linux-x86_64) ;;
  *) die "the pinned one is for Linux on x86-64; this is $(uname -s) on $(uname -m)." \
    "Set HB_TORCH_DIR to a LibTorch of your own, or HB_TORCH=off to build the lessons alone." ;;
esac

mkdir -p -- "$(dirname -- "$folder")" || die "$(dirname -- "$folder") cannot be made." "Set XDG_CACHE_HOME to a folder of your own."
exec 8>>"$folder.lock"
flock -n 8 || { say "another build is bringing it; waiting ..."; flock 8; }
[[ ! -e $folder/torch/lib/libtorch_cpu.so ]] || exit 0

free=$(df -Pk -- "$(dirname -- "$folder")" | awk 'END { print int($4 / 1024) }')
((free >= download_mb + unpacked_mb)) ||
  die "the disk is full: $free MB are free in $(dirname -- "$folder"), and $((download_mb + unpacked_mb)) MB are needed." \
    "Make room there, or set XDG_CACHE_HOME to a folder on another disk."
python3 -m pip --version >/dev/null 2>&1 ||
  die "python3 -m pip does not work, and downloads it." "Install pip (Debian: python3-pip), or set HB_TORCH_DIR to a LibTorch of your own."

say "$download_mb MB to download, $unpacked_mb MB on disk in $folder (once for all checkouts)"
parts=$folder.download            # kept when interrupted
fresh=$folder.unpacking
mkdir -p -- "$parts"
trap 'say "interrupted; the next build goes on from here."; exit 130' INT TERM

# The wheel of a newer pip is a program of its own: nothing of the user's is changed.
pip=(python3 -m pip)
if "${pip[@]}" download --quiet --no-deps --dest "$parts" "pip==$pip_that_resumes" 2>/dev/null; then
  pip=(python3 "$parts/pip-$pip_that_resumes-py3-none-any.whl/pip")
fi
# What wheels for this system may call themselves: pip looks for exactly these names when the interpreter is not its own.
for_this_system=(--only-binary=:all: --python-version 3.12 --implementation cp --abi cp312 --platform manylinux2014_x86_64)
for minor in {17..28}; do
  for_this_system+=(--platform "manylinux_2_${minor}_x86_64")
done
bar=on
[[ -t 2 ]] || bar=off
while IFS= read -r wheel; do      # one at a time: what came whole stays
  [[ $wheel == *==* ]] || continue
  "${pip[@]}" download --no-deps --require-hashes --no-cache-dir --dest "$parts" --progress-bar "$bar" "${for_this_system[@]}" \
    -r <(printf '%s\n' "$wheel") >&2 || die \
    "the download of ${wheel%% *} failed; what came whole is kept in $parts." \
    "Build again: it goes on from there. If a hash differs, the index that pip uses offers something else than what was pinned." \
    "Without it: HB_TORCH_DIR=FOLDER names a LibTorch, or a Python environment with torch; HB_TORCH=off builds the lessons alone."
done <"$wheels"

rm -rf -- "$fresh"
mkdir -p -- "$fresh"
while read -r requirement _; do
  [[ $requirement == *==* ]] || continue
  name=${requirement%%==*} version=${requirement##*==}
  for wheel in "$parts/${name//-/_}-$version-"*.whl; do
    say "unpacking $(basename -- "$wheel")"
    (cd -- "$fresh" && cmake -E tar xf "$wheel") || die "$wheel cannot be unpacked." "If the disk is full, make room, and build again."
  done
done <"$wheels"
[[ -e $fresh/torch/lib/libtorch_cpu.so ]] || die "the wheels hold no torch/lib/libtorch_cpu.so." "They are in $parts."
rm -rf -- "$folder"
mv -- "$fresh" "$folder"
rm -rf -- "$parts"
say "ready in $folder"
