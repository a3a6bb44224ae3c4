// Days and times by a line's own clock, in its IANA time zone. The zones are the system's tzdata,
// which is read once; an unknown zone throws std::runtime_error (config has looked it up before).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "routing/instant.hpp"

namespace warmline::routing {

// A day of the calendar on the line's wall.
using Day = std::chrono::local_days;

// When the clock shows `after_midnight` on that day; it may lie on a later day. A time that the
// clock skips is the first moment after the skip; of one that it shows twice, the first.
Instant instant_of(std::string_view zone, Day day, std::chrono::minutes after_midnight);
// Which day it is there.
Day day_at(std::string_view zone, Instant at);

std::string format_day(Day day);  // 2026-11-27
std::optional<Day> parse_local_day(std::string_view text);
// "20:00"; of 1440 minutes and more, what the clock shows then.
std::string format_clock(std::chrono::minutes after_midnight);
std::optional<std::chrono::minutes> parse_clock(std::string_view text);

}  // namespace warmline::routing
