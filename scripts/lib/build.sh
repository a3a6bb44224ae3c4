# Building with CMake's presets. Sourced after common.sh.

# What was compiled in one clone is found again by another: paths count from here, as in CMakePresets.json.
export CCACHE_BASEDIR=$project CCACHE_NOHASHDIR=1

# build PRESET TARGET...: configures build/PRESET when that has not been done, and builds.
build() {
  local preset=$1 dir=$project/build/$1
  shift
  if [[ ! -e $dir/build.ninja || $project/CMakePresets.json -nt $dir/build.ninja ]]; then
    say "configuring build/$preset"
    (cd "$project" && cmake --preset "$preset") >&2 || return 1
  fi
  say "building $* in build/$preset (up to a quarter of an hour on two cores the first time, seconds afterwards)"
  ninja -C "$dir" "$@" >&2
}

# npm_install FOLDER: brings node_modules to what package-lock.json says; nothing to do when it is there already. Leaves the
# same mark as gateway/inbox/install.cmake, so that neither does the other's work again.
npm_install() {
  local folder=$1 mark=$1/node_modules/.installed-from wanted
  wanted=$(sha256sum "$folder/package-lock.json" | cut -d ' ' -f 1)
  if [[ ! -e $mark || $(<"$mark") != "$wanted" ]]; then
    say "installing the npm packages of ${folder#"$project"/}"
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) >&2 || return 1
    mkdir -p "$folder/node_modules" # npm makes none where nothing is needed
    printf '%s' "$wanted" >"$mark"
  fi
}
