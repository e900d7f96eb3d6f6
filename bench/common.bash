# Sourced by the commands of this directory: how a server is built, started, measured and stopped.
# shellcheck shell=bash
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
rounds=${ROUNDS:-5}
seconds=${SECONDS_PER_ROUND:-10}
warmup=${WARMUP_SECONDS:-5}
connections=64
ours=${OURS:-goto} # OURS=goto-original puts the yardstick on both sides: tests the command itself
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

work=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/goto-bench.XXXXXX")
pid=

# Asks the server to end, and after 15 seconds makes it.
stop() {
  [[ -n $pid ]] || return 0
  kill "$pid" 2>/dev/null || true
  for _ in {1..150}; do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  pid=
}
trap 'stop; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

die() { echo "bench: $*" >&2; exit 1; }

need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || die "$tool is not installed; see bench/README.md"
  done
}

build_peers() {
  (cd "$here/peers/goto-original" && GOCACHE="$work/gocache" go build -o "$work/goto-original" .)
  # Builds what is to be measured now, if it is not built, and not within the first round.
  [[ $ours != goto ]] || "$root/goto" help >/dev/null || die "goto does not build"
  [[ $ours != goto ]] || "$root/goto" prepare || echo "bench: goto starts without its cache" >&2
}

free_port() {
  local port
  for _ in {1..100}; do
    port=$((20000 + RANDOM % 12000)) # below the range from which clients get theirs
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  die "no free port found"
}

# start SERVER [PREFIX...]: starts it on fresh data, through the prefix (taskset …); sets pid, port, url.
# Flags beyond the original's: GOTO_FLAGS for ours; what the rest of the environment says stays.
start() {
  local server=$1
  shift
  port=$(free_port)
  url=http://127.0.0.1:$port
  local at=(-http "127.0.0.1:$port" -host "localhost:$port")
  data=$(mktemp -d "$work/data.XXXXXX")
  case $server in
    goto)
      # What a user starts; it becomes the server, so that its process is ours to measure.
      # shellcheck disable=SC2086
      GOTO_JAVA_OPTS="${JAVA_FLAGS:-}" "$@" "$root/goto" "${at[@]}" -file "$data/links" ${GOTO_FLAGS:-} \
        >"$data/out" 2>&1 &
      ;;
    goto-original) "$@" "$work/goto-original" "${at[@]}" -file "$data/store.gob" >"$data/out" 2>&1 & ;;
    *) die "no server called $server" ;;
  esac
  pid=$!
  for _ in {1..200}; do
    if curl -fsS -o "$data/first" --get --data-urlencode "url=https://example.com/first" "$url/add" 2>/dev/null; then
      return
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.05
  done
  die "$server does not answer: $(tail -n 5 "$data/out")"
}

# add_links COUNT PREFIX FILE: adds links to PREFIX0, PREFIX1 … over one connection and keeps their keys in FILE.
add_links() {
  local i
  for ((i = 0; i < $1; i++)); do
    printf 'next\nurl = "http://127.0.0.1:%s/add"\ndata = "url=%s%d"\nheader = "Accept: text/plain"\nsilent\nfail\nwrite-out = "\\n"\n' \
      "$port" "$2" "$i"
  done | sed 1d >"$work/adds"
  curl --config "$work/adds" >"$work/answers" || die "adding links failed"
  sed -n 's|^http://[^/]*/||p' "$work/answers" >"$3"
  (($(wc -l <"$3") == $1)) || die "$(wc -l <"$3") of $1 links were added"
}

# CPU time of the server so far, user and system, in ticks of CLK_TCK.
cpu_ticks() {
  local stat
  stat=$(<"/proc/$pid/stat")
  stat=${stat##*) } # the name may hold blanks; what follows begins with field 3
  # shellcheck disable=SC2086
  set -- $stat
  echo "${12} ${13}"
}

# drive SCRIPT [PREFIX...]: one round of wrk; sets rate, user, sys and cpu (microseconds a request), bad, p50, p99.
drive() {
  local script=$1 line user_before sys_before user_after sys_after
  shift
  read -r user_before sys_before < <(cpu_ticks)
  line=$("$@" wrk --threads "$wrk_threads" --connections "$connections" --duration "${seconds}s" \
    --script "$here/$script" "$url" -- "$work/keys" "$RANDOM" ${asks_as:+"$asks_as"} | tee "$data/wrk" | grep '^RESULT ') ||
    die "wrk failed: $(cat "$data/wrk")"
  read -r user_after sys_after < <(cpu_ticks)
  local requests
  read -r _ requests rate bad p50 p99 <<<"$line"
  ((requests > 0)) || die "wrk had no answer"
  user=$(per_request $((user_after - user_before)) "$requests")
  sys=$(per_request $((sys_after - sys_before)) "$requests")
  cpu=$(per_request $((user_after - user_before + sys_after - sys_before)) "$requests")
}

# per_request TICKS REQUESTS: microseconds.
per_request() {
  awk -v ticks="$1" -v hertz="$(getconf CLK_TCK)" -v n="$2" 'BEGIN { printf "%.2f", ticks * 1e6 / hertz / n }'
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

machine() {
  printf '%s, %s cores, Linux %s, %s, %s; %s rounds of %s s, medians\n' \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(uname -r)" \
    "$("$java" -version 2>&1 | sed -n 's/.*\(openjdk\|java\) version "\([^"]*\)".*/JDK \2/p' | head -n 1)" \
    "$(go version | cut -d' ' -f3)" "$rounds" "$seconds"
}

# record SERVER: keeps the figures of one round.
record() {
  echo "$rate" >>"$work/$1.rate"
  echo "$cpu" >>"$work/$1.cpu"
  echo "$user" >>"$work/$1.user"
  echo "$sys" >>"$work/$1.sys"
  echo "$p50" >>"$work/$1.p50"
  echo "$p99" >>"$work/$1.p99"
  failed=$((failed + bad))
  printf '  %-14s %9.0f /s  %7.2f µs CPU each (user %.2f, sys %.2f)  p50 %6.2f ms  p99 %6.2f ms  failed %d\n' \
    "$1" "$rate" "$cpu" "$user" "$sys" "$p50" "$p99" "$bad" >&2
}

# row SERVER LABEL: a line of the table in docs/BENCHMARKS.md.
row() {
  printf '| %s | %.0f | %.2f | %.2f | %.2f | %.2f | %.2f |\n' "$2" "$(median "$work/$1.rate")" \
    "$(median "$work/$1.cpu")" "$(median "$work/$1.user")" "$(median "$work/$1.sys")" \
    "$(median "$work/$1.p50")" "$(median "$work/$1.p99")"
}
