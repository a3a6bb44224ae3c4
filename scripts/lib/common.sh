# What all scripts begin with: where the project is, and how they speak. Sourced, not run.
set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf '==> %s\n' "$*" >&2; }
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Our own C++ files, relative to the project.
cpp_files() {
  (cd "$project" && find routing config gateway tests -name node_modules -prune -o \
    \( -name '*.cpp' -o -name '*.hpp' \) -print | LC_ALL=C sort)
}
