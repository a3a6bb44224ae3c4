// An iCalendar file (RFC 5545), written by libical.
#pragma once

#include <span>
#include <string>

#include "routing/instant.hpp"

namespace warmline::api {

struct CalendarEntry {
  std::string uid;  // the same each time for the same thing
  std::string summary;
  routing::Instant starts;
  routing::Instant ends;
};

// All times in UTC, so that a reader needs no zones of ours. `name`: what the calendar is called
// where it is shown. Loop thread: libical makes its zone of UTC on first use, unguarded.
std::string calendar(const std::string& name, std::span<const CalendarEntry> entries,
                     routing::Instant now);

}  // namespace warmline::api
