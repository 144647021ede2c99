#!/usr/bin/env bash
# Nightly: the project's tests in a fresh Debian 13, made by debootstrap. Needs root, a network and about 6 GB.
# usage: debian13.sh FOLDER [COMMAND...]     FOLDER is made and removed again; the command is "./hb test" unless given
# Exit status 77: skipped, with the reason.
set -euo pipefail

skip() {
  printf 'skipped: %s\n' "$1"
  exit 77
}

(($# >= 1)) || { sed -n 's/^# usage: /usage: /p' "${BASH_SOURCE[0]}" >&2; exit 2; }
((EUID == 0)) || skip "only root can make a Debian 13 folder and enter it"
unshare -m true 2>/dev/null || skip "mounting is not allowed here"
command -v debootstrap >/dev/null || skip "debootstrap is not installed"
[[ ! -e $1 ]] || { printf '%s is there already: name a folder that can be made and removed\n' "$1" >&2; exit 2; }

checkout=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)

# The mounts live in a namespace of our own: whatever ends this script, none of them stays behind.
if [[ ${HB_OWN_MOUNTS:-} != "$$" ]]; then
  export HB_OWN_MOUNTS=$$                # exec keeps the process id
  exec unshare -m --propagation private bash "${BASH_SOURCE[0]}" "$@"
fi

mkdir -p -- "$1"
root=$(cd -- "$1" && pwd -P)
shift
(($# > 0)) || set -- ./hb test

clean_up() {
  umount -l "$root/proc" "$root/sys" "$root/dev" 2>/dev/null || true
  rm -rf --one-file-system -- "$root"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# The mirror that this machine already uses, where it is a Debian; otherwise the one debootstrap knows.
# shellcheck disable=SC2016  # apt fills these in
mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Identifier: Packages' |
  awk '$1 ~ /\/debian\/?$/ && $2 !~ /-/ && !mirror { mirror = $1 } END { print mirror }')

log=$root.log
echo "Debian 13 into $root (log: $log)"
if ! debootstrap --variant=minbase trixie "$root" ${mirror:+"$mirror"} >"$log" 2>&1; then
  tail -n 5 -- "$log"
  skip "debootstrap failed, as it does without a network (log: $log)"
fi
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
cp -L -- /etc/resolv.conf "$root/etc/resolv.conf"

# What a clone would hold, changes that are not committed yet included. The path has a space, as a student's may.
mkdir "$root/a checkout"
(root=$checkout && . "$checkout/tests/shell_test.sh" && checkout_files) |
  tar -C "$checkout" -c --no-recursion --null --files-from=- | tar -x -C "$root/a checkout" --no-same-owner

env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 CI=true \
  ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
  chroot "$root" bash -c 'cd "/a checkout" && exec "$@"' in-debian-13 "$@"
