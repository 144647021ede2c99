#!/usr/bin/env bash
# Finds what is missing on this machine and installs it, or says how. Sourced by hb.
# shellcheck disable=SC2154  # hb sets the names that this file only reads

# shellcheck source=bootstrap/watched.sh
. "$HB_ROOT/bootstrap/watched.sh"

on_linux() {
  local system
  system=$(uname -s)
  case $system in
    Linux) return ;;
    Darwin)
      die "macOS is not supported: the judges watch processes in ways that only Linux offers." \
        "Use a virtual machine with Debian 13, or a container, from this folder:" \
        "  docker run -it --security-opt seccomp=unconfined \\" \
        "    -v \"\$PWD\":/hb -w /hb debian:13 ./hb demo"
      ;;
    MINGW* | MSYS* | CYGWIN*)
      die "Windows is supported through WSL2 only." \
        "In PowerShell, as administrator:  wsl --install -d Debian" \
        "Then, in Debian's window: copy this folder into your home folder, and run ./hb demo there."
      ;;
    *)
      die "$system is not supported: Happens-Before needs Linux." \
        "Use a virtual machine with Debian 13, and run ./hb demo there."
      ;;
  esac
}

# find_or_install: returns when all that is required is there.
find_or_install() {
  local found missing optional names plan
  found=$(survey)
  missing=$(lacking required <<<"$found")
  if [[ -n $missing ]]; then
    say "This is missing or too old:"
    list_rows <<<"$missing" >&2
    names=$(package_names <<<"$missing")
    distribution >/dev/null || elsewhere "$names"
    # shellcheck disable=SC2086  # one word a package
    plan=$(install_plan $names) ||
      die "apt names no mirror of this distribution, so the suite after the slash cannot be added: $names" \
        "Add that suite in $hb_etc/apt/sources.list.d, and run ./hb again."
    agreed_to "$plan"
    install "$plan" "$names"
    missing=$(survey | lacking required)
    if [[ -n $missing ]]; then
      say "Still missing or too old, although the packages are installed:"
      list_rows <<<"$missing" >&2
      die "An older program that comes first in PATH is the usual cause." "Take it out of PATH, and run ./hb again."
    fi
  fi
  [[ $(distribution) != ubuntu-* ]] || say "Ubuntu works by the same script as Debian, but is untested."
  optional=$(lacking optional <<<"$found" | package_names)
  [[ -z $optional ]] || say "Optional, not installed: $optional (./hb doctor says what for)"
}

# list_rows: rows of a survey (standard input) as a person reads them.
list_rows() {
  awk -F '\t' '{ printf "  - %s (package %s)\n", $3, $4; if ($5 != "") printf "      %s\n", $5 }'
}

# elsewhere PACKAGES: what to do by hand on a Linux whose package names the table does not have.
elsewhere() {
  local wsl=()
  [[ -z ${WSL_DISTRO_NAME:-} ]] ||
    wsl=("This is WSL2: 'wsl --install -d Debian' gives a system where ./hb does this by itself.")
  die "$(distribution_in_words) is not supported: ./hb knows the packages of Debian 12, Debian 13 and Ubuntu 24.04 only." \
    "By hand: install what is listed above. On Debian 13 these packages hold it:" "  $1" \
    "clang++-19 and its tools must be found in PATH under these names." \
    "Then run ./hb again: it builds as soon as everything is there." ${wsl[@]+"${wsl[@]}"}
}

agreed_to() {
  local answer=
  say "These commands install it:"
  indented <<<"$1" >&2
  if $yes; then return; fi
  [[ -t 0 && -t 2 ]] || die "Nobody is at a terminal to agree, so nothing was installed." "Run the commands above, or: ./hb --yes"
  read -rp 'hb: Run them now? [Y/n] ' answer || answer=n
  [[ ${answer:-y} == [Yy]* ]] || die "Nothing was installed." "Run the commands above, then ./hb again."
}

install() {
  local plan=$1 names=$2 log=$HB_ROOT/build/packages.log source
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      die "Installing needs root, and there is no sudo here." "As root, run the commands above without sudo; then ./hb again."
    sudo -v || die "sudo refused, so nothing was installed." "Ask whoever looks after this machine to run the commands above."
  fi
  DEBIAN_FRONTEND=noninteractive watched "Installing packages" "$log" bash -c "$plan" && return
  # A source that cannot be reached would trouble every later apt-get update.
  source=$(sed -n "s/^echo .*tee '\(.*\)'\$/\1/p" <<<"$plan")
  [[ -z $source ]] || rm -f -- "$source" 2>/dev/null || sudo rm -f -- "$source"
  tail -n 6 -- "$log" | indented >&2 || true
  say "apt could not install: $names"
  [[ -z $(half_installed) ]] ||
    die "dpkg left packages half installed; the lines above say why (log: ${log#"$HB_ROOT"/})." \
      "Mend that, and run ./hb again: it lets dpkg finish first."
  die "Is there no network? With one, run ./hb again, or these commands (log: ${log#"$HB_ROOT"/}):" "$(indented <<<"$plan")"
}
