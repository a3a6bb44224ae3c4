# Running suites of tests and counting them. Sourced after common.sh.
#
# A suite that crashes, hangs or runs nothing counts as a failure: a count of passed tests alone would hide it.

suite_seconds_max=${WARMLINE_SUITE_SECONDS_MAX:-1800}
passed_in_all=0
failed_in_all=0

# Each reads a suite's output and prints "PASSED FAILED".
count_doctest() {
  awk '/^\[doctest\] test cases:/ {
         gsub(/[|:]/, " ")
         for (i = 2; i <= NF; i++) { if ($i == "passed") p += $(i - 1); if ($i == "failed") f += $(i - 1) }
       }
       END { print p + 0, f + 0 }'
}
# Vitest says "Tests  1 failed | 11 passed (12)"; a file that could not be loaded is in "Test Files" alone.
# Node.js says "# pass 11" (or "ℹ pass 11"), "# fail 1", "# cancelled 0".
count_npm() {
  sed 's/\x1b\[[0-9;]*m//g' |
    awk '/^ *Tests  / { for (i = 2; i <= NF; i++) { if ($i == "passed") p += $(i - 1); if ($i == "failed") f += $(i - 1) } }
         $1 == "#" || $1 == "ℹ" { if ($2 == "pass") p += $3; if ($2 == "fail" || $2 == "cancelled") f += $3 }
         END { print p + 0, f + 0 }'
}
count_lines() { awk '/^ok / { p++ } /^not ok / { f++ } END { print p + 0, f + 0 }'; }

# run_suite NAME COUNT FOLDER COMMAND...: runs COMMAND in FOLDER, counts its tests with the function COUNT, shows its output only
# when something failed, and keeps it in build/test-output/NAME.log.
run_suite() {
  local name=$1 count=$2 folder=$3 log=$project/build/test-output/$1.log status=0 began=$SECONDS passed failed
  shift 3
  mkdir -p "$(dirname "$log")"
  (cd "$folder" && timeout --kill-after=10 "$suite_seconds_max" "$@") >"$log" 2>&1 </dev/null || status=$?
  read -r passed failed < <("$count" <"$log")
  local verdict=ok
  if ((status != 0 || failed > 0 || passed == 0)); then
    verdict=FAILED
    ((failed > 0)) || failed=1
    cat "$log"
    ((status != 124)) || echo "$name did not end within $suite_seconds_max seconds"
    echo "$name ended with status $status; its output is in ${log#"$project"/}"
  fi
  printf '%-6s %-20s %5d passed %4d failed  %4d s\n' "$verdict" "$name" "$passed" "$failed" $((SECONDS - began))
  passed_in_all=$((passed_in_all + passed))
  failed_in_all=$((failed_in_all + failed))
}

# A suite that could not be run at all.
failed_suite() {
  printf '%-6s %-20s %s\n' FAILED "$1" "$2"
  failed_in_all=$((failed_in_all + 1))
}

# The folders of tests/ that hold C++ tests.
cpp_suites() {
  local folder
  for folder in "$project"/tests/*/; do
    folder=$(basename "$folder")
    [[ $folder == support || $folder == fuzz || $folder == bench ]] && continue
    compgen -G "$project/tests/$folder/*.cpp" >/dev/null && echo "$folder"
  done
  return 0
}

# run_cpp_suite FOLDER PRESET: the doctest program of tests/FOLDER.
run_cpp_suite() {
  local program=$project/build/$2/tests/test_$1 name=$1
  [[ $2 == release ]] || name=$1-$2
  if [[ -x $program ]]; then
    run_suite "$name" count_doctest "$project" "$program" --no-colors=true
  else
    failed_suite "$name" "there is no ${program#"$project"/}"
  fi
}
