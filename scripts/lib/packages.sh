# What has to be installed, in one place, and installing it when it is missing. Sourced after common.sh.

# To build and run.
build_packages=(
  ca-certificates ccache clang-19 cmake lld-19 ninja-build pkg-config tzdata
  doctest-dev libboost-dev libboost-system-dev libcli11-dev libcpprest-dev libfmt-dev
  libhowardhinnant-date-dev libical-dev libicu-dev libphonenumber-dev libprotobuf-dev libsodium-dev libspdlog-dev
  libsqlite3-dev libsqlitecpp-dev libssl-dev libstemmer-dev libtomlplusplus-dev nlohmann-json3-dev prometheus-cpp-dev
)
# To test, on top: a browser, with letters for every language that a screenshot may show, and a clock to be set.
test_packages=(chromium sqlite3 libfaketime fonts-noto-cjk fonts-noto-color-emoji)
# To measure against, on top: Kannel, and what better-sqlite3 is built with.
bench_packages=(kannel g++ make python3)
# To check, on top.
check_packages=(clang-format-19 clang-tidy-19 libclang-rt-19-dev llvm-19)

node_wanted=18.18.0

# Whether version $1 is at least version $2.
at_least() { [[ $(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1) == "$2" ]]; }

# Those of the packages "$@" that are not installed, one a line.
missing_packages() {
  local installed
  installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' 2>/dev/null | awk '$1 == "ii" {print $2}')
  grep -vxF -f <(printf '%s\n' "$installed") < <(printf '%s\n' "$@") || true
}

# Debian's own Node.js is new enough; another one that is there already is used as it is.
missing_node() {
  if ! command -v node >/dev/null; then
    printf '%s\n' nodejs npm
    return
  fi
  local version
  version=$(node --version)
  at_least "${version#v}" "$node_wanted" ||
    die "Node.js $version is too old: install $node_wanted or newer, or remove it to have Debian's installed"
  command -v npm >/dev/null || echo npm
}

# need_packages PACKAGE...: installs those that are missing, and Node.js. Without the right to: prints the one command.
need_packages() {
  command -v dpkg-query >/dev/null || die "this is made for Debian 12: there is no dpkg here"
  local missing
  mapfile -t missing < <(missing_packages "$@"; missing_node)
  ((${#missing[@]} > 0)) || return 0
  if ((EUID != 0)); then
    printf 'These packages are missing. Install them with this command, then start again:\n\n' >&2
    printf '  sudo apt-get update && sudo apt-get install -y --no-install-recommends %s\n\n' "${missing[*]}" >&2
    exit 1
  fi
  say "installing ${#missing[@]} Debian packages and what they need (some minutes the first time): ${missing[*]}"
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}")
  # Lists that know every package are new enough to try with.
  if ! apt-cache show --no-all-versions "${missing[@]}" >/dev/null 2>&1 || ! "${install[@]}" >&2; then
    apt-get update -q >&2
    "${install[@]}" >&2
  fi
}
