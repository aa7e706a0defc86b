# Runs test levels for .ci/run, which sources this file. $scratch is a folder for their output and CPU times.

# The CPU budget of the default level: seconds of user and system time of all its processes. On older releases it leaves
# room for slower machines: the goal is 200 there. CONTRIBUTING.md says what to do when a level exceeds it.
budget() {
  local major
  major="$(node -p 'process.versions.node.split(".")[0]')"
  if [ "$major" -ge 24 ]; then echo 150; else echo 270; fi
}

# Runs an npm script, shows its output, and stores the output and the CPU seconds.
run_level() {
  local TIMEFORMAT='%U %S'
  { time npm run "$1" 2>&1; } 2>"$scratch/$1.times" | tee "$scratch/$1.log"
}

# Prints the CPU seconds of a completed level.
cpu_of() {
  awk '{ printf "%.0f\n", $1 + $2 }' "$scratch/$1.times"
}

# Prints the CPU seconds of the levels, and fails when the first one exceeds its budget.
check_cpu() {
  local name most
  most="$(budget)"
  for name in "$@"; do
    echo "$name: $(cpu_of "$name") s of CPU"
  done
  echo "budget of $1: $most s of CPU"
  [ "$(cpu_of "$1")" -le "$most" ]
}

# Prints the totals of the levels as one line. A level that ended before its first test counts as one failure.
sum_totals() {
  local name
  for name in "$@"; do
    grep -E '^[0-9]+ passed, [0-9]+ failed$' "$scratch/$name.log" | tail -n 1 | grep . || echo "0 passed, 1 failed"
  done | awk '{ passed += $1; failed += $3 } END { printf "%d passed, %d failed\n", passed, failed }'
}
