#!/usr/bin/env bash
# scripts/layers on small trees of its own: what it lets through, and what it says of the rest. Prints one line for each
# case, "ok NAME" or "not ok NAME", which scripts/test counts.
set -euo pipefail
layers=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/scripts/layers
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0

# What the script prints of a tree whose only file is FILE, holding one line of CODE; "fine" when it is content.
verdict() {
  local file=$1 code=$2
  rm -rf "${tree:?}"/*
  mkdir -p "$tree"/{routing,config,gateway} "$tree/$(dirname "$file")"
  printf '%s\n' "$code" >"$tree/$file"
  "$layers" "$tree" && echo fine
}

# case NAME FILE CODE EXPECTED
case_of() {
  local name=$1 file=$2 code=$3 expected=$4 printed
  printed=$(verdict "$file" "$code" || true)
  if [[ $printed == "$expected" ]]; then
    echo "ok $name"
  else
    echo "not ok $name: it said: $printed"
    failed=1
  fi
}

case_of "flows may include the store" gateway/flows/a.cpp '#include "gateway/store/texts.hpp"' fine
case_of "flows may include the carriers' interface" gateway/flows/a.cpp '#include "gateway/carriers/carrier.hpp"' fine
case_of "flows may not include one carrier" gateway/flows/a.cpp '#include "gateway/carriers/twilio/twilio.hpp"' \
  'gateway/flows/a.cpp:1: "gateway/carriers/twilio/twilio.hpp": flows may include only store gateway/carriers/carrier.hpp async routing'
case_of "routing may include nothing of ours" routing/a.hpp '#include "gateway/async/wakeup.hpp"' \
  'routing/a.hpp:1: "gateway/async/wakeup.hpp": routing may include nothing of ours'
case_of "routing is pure" routing/a.cpp '#include <thread>' \
  'routing/a.cpp:1: <thread>: routing is pure: no I/O, no threads, no coroutines'
case_of "routing does not read the clock" routing/a.cpp 'auto now = std::chrono::steady_clock::now();' \
  'routing/a.cpp:1: the clock is read in gateway/app.* alone: take the time as a parameter'
case_of "http may include problems, but no domain" gateway/http/a.cpp '#include "routing/problem.hpp"' fine
case_of "http may not include the domain" gateway/http/a.cpp '#include "routing/text.hpp"' \
  'gateway/http/a.cpp:1: "routing/text.hpp": http may include only async routing/problem.hpp routing/result.hpp'
case_of "the simulator may serve HTTP" gateway/carriers/simulator/a.cpp '#include "gateway/http/server.hpp"' fine
case_of "another carrier may not" gateway/carriers/twilio/a.cpp '#include "gateway/http/server.hpp"' \
  'gateway/carriers/twilio/a.cpp:1: "gateway/http/server.hpp": carriers may include only async routing gateway/http/form.hpp'
case_of "only app and main include config" gateway/api/a.cpp '#include "config/config.hpp"' \
  'gateway/api/a.cpp:1: "config/config.hpp": api may include only flows auth store http async routing'
case_of "app may include config" gateway/app.cpp '#include "config/config.hpp"' fine
case_of "cpprestsdk stays where it is" gateway/carriers/twilio/a.cpp '#include <cpprest/json.h>' \
  'gateway/carriers/twilio/a.cpp:1: <cpprest/json.h>: cpprestsdk stays in gateway/carriers/rest.*'
case_of "cpprestsdk is in rest" gateway/carriers/rest.cpp '#include <cpprest/http_client.h>' fine
case_of "SQL stays in the store" gateway/flows/a.cpp 'run("SELECT 1");' 'gateway/flows/a.cpp:1: SQL stays in gateway/store'
case_of "SQL in the store is fine" gateway/store/a.cpp 'run(R"(SELECT 1)");' fine
case_of "headers are named from the root" gateway/http/a.cpp '#include "server.hpp"' \
  'gateway/http/a.cpp:1: "server.hpp": our own headers are named from the root, as in "routing/ids.hpp"'
case_of "a folder that nobody planned is refused" gateway/helpers/a.cpp '// nothing' \
  'gateway/helpers/a.cpp:1: this folder is not part of the house: see scripts/layers'
exit "$failed"
