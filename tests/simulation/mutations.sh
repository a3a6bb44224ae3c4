#!/usr/bin/env bash
# A test of the simulation: it has to find every bug that mutations/*.patch plants into routing/. Each is compiled into a
# copy of its one file, and linked with the simulation in place of what is right; nothing of the tree is touched. Needs
# build/release as scripts/test leaves it. Prints one line for each, "ok NAME" or "not ok NAME", which scripts/test counts.
#
#   tests/simulation/mutations.sh           all of them
#   tests/simulation/mutations.sh NAME...   those alone
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$here/../.." && pwd)
build=$project/build/release
line_days=${WARMLINE_MUTATION_DAYS:-2000}

# last_command TARGET: what ninja would run to make it, without what comes after.
last_command() {
  ninja -C "$build" -t commands "$1" | tail -n 1 | sed 's/^: && //; s/ && .*$//'
}

# plant NAME FOLDER: the simulation with this bug, in FOLDER/simulation.
plant() {
  local patch=$here/mutations/$1.patch folder=$2 file object compile link
  file=$(sed -n 's|^+++ b/||p' "$patch")
  object=routing/CMakeFiles/routing.dir/$(basename "$file").o
  mkdir -p "$folder/$(dirname "$file")"
  cp "$project/$file" "$folder/$file"
  patch --quiet --directory="$folder" -p1 <"$patch" || return 1
  compile=$(last_command "$object" |
    sed "s| -o [^ ]*| -o $folder/planted.o|; s| -c [^ ]*| -c $folder/$file|; s| -MF [^ ]*| -MF $folder/planted.d|")
  # What is named before a library is taken in place of what is in it.
  link=$(last_command tests/test_simulation |
    sed "s| -o tests/test_simulation | -o $folder/simulation $folder/planted.o |")
  (cd "$build" && eval "$compile" && eval "$link")
}

# look_for NAME: whether the simulation finds it.
look_for() {
  local name=$1 folder promise
  folder=$(mktemp -d)
  if ! plant "$name" "$folder" >"$folder/log" 2>&1; then
    echo "not ok $name: it could not be planted: $(tail -n 3 "$folder/log" | tr '\n' ' ')"
  elif WARMLINE_SIMULATION_DAYS=$line_days WARMLINE_SIMULATION_SHRINK=0 \
    "$folder/simulation" --test-case="whatever happens*" --no-colors=true >"$folder/log" 2>&1; then
    echo "not ok $name: $line_days line-days went by, and it was not found"
  else
    promise=$(sed -n 's/.*FATAL ERROR: //p' "$folder/log")
    if [[ -n $promise ]]; then echo "ok $name: $promise"; else echo "not ok $name: $(tail -n 1 "$folder/log")"; fi
  fi
  rm -rf "$folder"
}

if (($# > 0)); then
  names=("$@")
else
  mapfile -t names < <(cd "$here/mutations" && printf '%s\n' *.patch | sed 's/\.patch$//')
fi
export here project build line_days
export -f last_command plant look_for
told=$(mktemp)
trap 'rm -f "$told"' EXIT
printf '%s\n' "${names[@]}" |
  xargs -P "$(nproc)" -I NAME bash -c 'set -euo pipefail; look_for NAME' | tee "$told"
! grep -q '^not ok' "$told"
