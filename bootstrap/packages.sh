#!/usr/bin/env bash
# What Happens-Before needs of the machine: reads packages.tsv, finds what is there, plans how to install the rest.
# hb sources this file. It is also a program:
#   bash bootstrap/packages.sh                    one line a row: state, need, what it is for, package, detail (tab-separated)
#   bash bootstrap/packages.sh names optional     the names of this distribution's packages of that need
#   bash bootstrap/packages.sh plan PACKAGE...    the commands that install them, one a line; fails on another distribution

hb_table=${HB_PACKAGES:-$(dirname -- "${BASH_SOURCE[0]}")/packages.tsv}
hb_etc=${HB_ETC:-/etc}            # the tests show another distribution in a folder of their own
hb_names_elsewhere=debian-13      # the names that a person on another distribution can start from

# distribution: this machine's column of the table, such as debian-12. Fails where the table has none.
distribution() {
  local name
  # shellcheck disable=SC1091
  name=$(. "$hb_etc/os-release" 2>/dev/null && printf '%s-%s' "${ID:-}" "${VERSION_ID:-}") || return
  grep -q "^what it is for	.*	$name\(	\|$\)" "$hb_table" && printf '%s' "$name"
}

distribution_in_words() {
  # shellcheck disable=SC1091
  (. "$hb_etc/os-release" 2>/dev/null && printf '%s' "${PRETTY_NAME:-}") || uname -sr
}

# at_least VERSION COMMAND...: the command prints a version that is not older. Otherwise $detail says what was found.
at_least() {
  local wanted=$1 version_pattern='[0-9]+(\.[0-9]+)*' found
  shift
  command -v "$1" >/dev/null || return
  if [[ $("$@" 2>/dev/null) =~ $version_pattern ]]; then
    found=${BASH_REMATCH[0]}
    [[ $(printf '%s\n' "$wanted" "$found" | sort -V | sed -n 1p) == "$wanted" ]] && return
    detail="$(command -v "$1") is version $found, and $wanted or newer is needed"
  else
    detail="$(command -v "$1") does not tell its version"
  fi
  return 1
}

header() {
  test -e "/usr/include/$1" || test -e "/usr/local/include/$1"
}

# survey: the state of every row (found, missing or old), need, what it is for, package, detail.
survey() {
  local name row index=-1 i state detail
  name=$(distribution) || name=$hb_names_elsewhere
  while IFS=$'\t' read -ra row; do
    [[ -n ${row[*]} && ${row[0]} != '#'* ]] || continue
    if ((index < 0)); then             # the heading
      for i in "${!row[@]}"; do [[ ${row[i]} == "$name" ]] && index=$i; done
      continue
    fi
    detail='' state=found
    eval "${row[2]}" </dev/null >/dev/null 2>&1 || state=${detail:+old}
    printf '%s\t%s\t%s\t%s\t%s\n' "${state:-missing}" "${row[1]}" "${row[0]}" "${row[index]}" "$detail"
  done <"$hb_table"
}

# lacking NEED: the rows of the survey (standard input) of that need that were not found.
lacking() {
  awk -F '\t' -v need="$1" '$1 != "found" && $2 == need'
}

package_names() {
  awk -F '\t' -v ORS=' ' '!seen[$4]++ { print $4 }' | sed 's/ $//'
}

# suite_source SUITE: the line for apt that adds the suite from the mirror this machine already uses. Empty where it is there already.
suite_source() {
  local suite=$1 indexes mirror
  # shellcheck disable=SC2016  # apt fills these in
  indexes=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Identifier: Packages')
  grep -q " $suite\$" <<<"$indexes" && return
  mirror=$(awk -v release="${suite%-backports}" '$2 == release { print $1; exit }' <<<"$indexes")
  [[ -n $mirror ]] && printf 'deb %s %s main' "$mirror" "$suite"
}

# half_installed: what dpkg says of packages that it did not finish. Empty where all is well.
half_installed() {
  dpkg --audit 2>/dev/null || true
}

# install_plan PACKAGE...: the commands that install them, one a line. What a person is shown is what is run.
install_plan() {
  local as_root='' package suite line
  ((EUID == 0)) || as_root='sudo '
  # After an interruption (Ctrl-C, a power cut) apt-get refuses to work until what was left half done is finished.
  [[ -z $(half_installed) ]] || printf '%sdpkg --configure -a\n' "$as_root"
  for package; do
    [[ $package == */* ]] || continue
    suite=${package#*/}
    line=$(suite_source "$suite") || return
    [[ -z $line ]] || printf "echo '%s' | %stee '%s'\n" "$line" "$as_root" "$hb_etc/apt/sources.list.d/happens-before-$suite.list"
  done
  printf '%sapt-get update\n' "$as_root"
  printf '%sapt-get install --yes --no-install-recommends %s\n' "$as_root" "$*"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  case ${1:-survey} in
    survey) survey ;;
    names) survey | awk -F '\t' -v need="${2:-required}" '$2 == need' | package_names ;;
    plan) shift; distribution >/dev/null && install_plan "$@" ;;
    *) printf 'usage: %s [survey | names required|optional | plan PACKAGE...]\n' "$0" >&2; exit 2 ;;
  esac
fi
