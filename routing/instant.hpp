// Time as everything here keeps it: microseconds since the Unix epoch, UTC. Never read from a clock
// in routing/.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace warmline::routing {

using Duration = std::chrono::microseconds;
using Instant = std::chrono::sys_time<Duration>;

// From when to when something holds.
struct Period {
  Instant from;
  Instant to;
};

// RFC 3339, UTC, with microseconds: 2026-11-21T17:35:53.000000Z
std::string format_instant(Instant at);
// Takes RFC 3339 with any offset and up to nine fractional digits; empty for anything else.
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace warmline::routing
