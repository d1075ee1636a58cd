# What set-up tells the person in front of it. Sourced by prepare.sh and by check.

say() { printf '%s\n' "$*"; }

# die MESSAGE...: each argument a line on standard error, then the end.
die() {
  printf '\n' >&2
  printf '%s\n' "$@" >&2
  exit 1
}

# step TITLE COMMAND...: runs the command with its output in $log, shows that it is alive, and how long it took.
# Returns the command's status; on failure the last lines of its output are shown.
# File 9 is the lock of set-up: neither the ticker nor a server that apt starts may keep it.
step() {
  local title=$1 began=$SECONDS status=0 from
  shift
  say "  $title ..."
  mkdir -p "$(dirname "$log")"
  printf '\n=== %s\n' "$title" >>"$log"
  from=$(wc -l <"$log")
  show_progress "$began" "$$" 9<&- &
  ticker=$!
  ("$@") </dev/null >>"$log" 2>&1 9<&- || status=$?
  stop_progress
  if [ "$status" -ne 0 ]; then
    tail -n "+$((from + 1))" "$log" | tail -n 8 | cut -c 1-200 | sed 's/^/    | /' >&2
    say "    failed after $((SECONDS - began)) s; everything it said is in $log" >&2
  elif [ $((SECONDS - began)) -gt 0 ]; then
    say "    done in $((SECONDS - began)) s"
  fi
  return "$status"
}

ticker=
stop_progress() {
  [ -n "$ticker" ] || return 0
  kill "$ticker" 2>/dev/null
  wait "$ticker" 2>/dev/null
  ticker=
  if [ -t 1 ]; then printf '\r\033[K'; fi
}

# On a terminal one line that counts seconds and shows the newest line of output; elsewhere a line every 15 s.
show_progress() {
  local began=$1 parent=$2 passed newest
  while sleep 1 >/dev/null 2>&1 && kill -0 "$parent" 2>/dev/null; do
    passed=$((SECONDS - began))
    if [ -t 1 ]; then
      newest=$(tail -n 1 "$log" | tr -cd '[:print:]' | sed 's/^===.*//; s/^ *//')
      printf '\r\033[K    %3d s  %.60s' "$passed" "$newest"
    elif [ $((passed % 15)) -eq 0 ]; then
      say "    $passed s"
    fi
  done
}
