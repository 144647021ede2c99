#!/usr/bin/env bash
# A long command with its output in a log, and a sign of life meanwhile. Sourced by install.sh.

# watched WHAT LOG COMMAND...
# The command stays in the foreground, so that Ctrl-C reaches it; the sign of life runs beside it.
watched() {
  local what=$1 log=$2 beside status=0
  shift 2
  say "$what (log: ${log#"$HB_ROOT"/})"
  sign_of_life "$what" "$log" &
  beside=$!
  "$@" >"$log" 2>&1 </dev/null || status=$?
  kill "$beside" 2>/dev/null || true
  wait "$beside" 2>/dev/null || true
  [[ ! -t 2 ]] || printf '\r\033[K' >&2
  return "$status"
}

# On a terminal one line is rewritten each second; elsewhere a new one comes every 15 seconds. Both end with the log's last line.
sign_of_life() {
  local what=$1 log=$2 seconds=0 last
  exec 9>&-                       # the lock belongs to the command
  while sleep 1 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
    seconds=$((seconds + 1))
    last=$(tail -n 1 -- "$log" 2>/dev/null | tr -d '\r' | cut -c 1-50)
    if [[ -t 2 ]]; then
      printf '\r\033[K    %s: %d s  %s' "$what" "$seconds" "$last" >&2
    elif ((seconds % 15 == 0)); then
      printf '    %s: %d s  %s\n' "$what" "$seconds" "$last" >&2
    fi
  done
}
