#!/usr/bin/env bash
# Configures and builds in build/all, so that neither an interruption nor a second copy spoils the tree. Sourced by hb.
# shellcheck disable=SC2154  # hb sets the names that this file only reads

stamp=$HB_BUILD/ready             # there only if the packages were found and the last configure ran to its end

# enough_disk MB WHAT_FOR
enough_disk() {
  local place=$HB_ROOT free
  [[ ! -d $HB_ROOT/build ]] || place=$HB_ROOT/build
  free=$(df -Pk -- "$place" | awk 'END { print int($4 / 1024) }')
  ((free >= $1)) || die "The disk is full: $free MB are free in $place; $2." \
    "Make room there, or copy the checkout to a disk that has it. Then run ./hb again: it goes on where it stopped."
}

build_folder() {
  local why file
  for file in "$HB_ROOT/build" "$HB_BUILD"; do
    [[ ! -e $file || -d $file ]] ||
      die "The build folder cannot be made: $file is in its place, and is not a folder." "Move it away, and run ./hb again."
  done
  [[ -f $stamp ]] || enough_disk "$need_mb" "a first build needs $need_mb MB"
  why=$({ mkdir -p -- "$HB_BUILD" && : >>"$HB_LOCK"; } 2>&1) || true
  [[ -n $why || -w $HB_BUILD ]] || why="Permission denied"
  [[ -z $why ]] ||
    die "The build folder cannot be made or written: $HB_BUILD: ${why##*: }" \
      "If an earlier ./hb ran as root: sudo chown -R \"\$USER\" '$HB_ROOT/build'" \
      "If it is mounted read-only: copy the checkout to a folder of your own, and run ./hb there."
}

# Two builds in one tree would break each other. Descriptor 9 stays open in the build's own processes: if this script is killed,
# the next start waits for what it left running.
lock() {
  command -v flock >/dev/null || return 0    # then the survey says what is missing
  exec 9>>"$HB_LOCK"
  flock -n 9 && return
  say "Another ./hb is building here; waiting until it is done ..."
  flock 9
}

# key: a tree made in another place or by another compiler is of no use.
key() {
  printf '%s %s' "$HB_ROOT" "$(stat -Lc '%n %s %Y' -- "$(command -v clang++-19)" 2>/dev/null)"
}

ready() {
  [[ -f $stamp && -f $HB_BUILD/build.ninja && $(<"$stamp") == "$(key)" ]] &&
    [[ ! $HB_ROOT/CMakePresets.json -nt $stamp && ! $hb_table -nt $stamp ]]
}

configure() {
  local fresh=(--fresh) log=$HB_BUILD/configure.log     # what an interrupted configure left is not to be trusted
  if [[ -f $stamp ]]; then
    if [[ $(<"$stamp") == "$(key)" ]]; then fresh=(); else rm -rf -- "$HB_BUILD"; fi
  fi
  mkdir -p -- "$HB_BUILD"
  rm -f -- "$stamp"
  if ! (cd -- "$HB_ROOT" && watched "Configuring" "$log" cmake --preset all ${fresh[@]+"${fresh[@]}"}); then
    sed -n '/CMake Error/,$p' "$log" | sed -n 1,30p | indented >&2 || true
    enough_disk 50 "the configure stopped"
    die "CMake could not configure $HB_BUILD." "Mend what it says above, and run ./hb again. The whole log: $log"
  fi
  if ! { key >"$stamp.new" && mv -f -- "$stamp.new" "$stamp"; }; then
    enough_disk 50 "the configure stopped"
    die "$stamp cannot be written." "Run ./hb again when it can."
  fi
}

build() {
  local log=$HB_BUILD/build.log
  [[ $(ninja -C "$HB_BUILD" -n 2>&1) == *'no work to do.'* && -x $program ]] && return
  if [[ -t 2 ]]; then             # ninja's own status line
    say "Building"
    (cd -- "$HB_ROOT" && cmake --build --preset all >&2) || build_failed
  elif ! (cd -- "$HB_ROOT" && watched "Building" "$log" cmake --build --preset all); then
    # CMake, if it had to configure anew, says what is wrong before ninja says that it failed.
    grep -A 25 -E '^CMake Error|^FAILED|error:' "$log" | sed -n 1,60p | indented >&2 || true
    build_failed
  fi
  [[ -x $program ]] || die "The build did not make $program." "Run: rm -rf '$HB_BUILD', then ./hb again."
}

build_failed() {
  local missing
  enough_disk 50 "the build stopped"
  missing=$(survey | lacking required)
  if [[ -n $missing ]]; then
    rm -f -- "$stamp"             # so that the next start installs it
    say "The build failed, and this is missing or too old:"
    list_rows <<<"$missing" >&2
    die "Run ./hb again: it says how to install it."
  fi
  die "The build failed; the errors are above." "Mend them, and run ./hb again. If they make no sense: rm -rf '$HB_BUILD' starts anew."
}
