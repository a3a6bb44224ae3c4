// When a line is open: its weekly hours, days that differ, and the coordinators' switch.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "routing/instant.hpp"

namespace warmline::routing {

// A stretch of a day in the line's time zone, from midnight on. `to` is later than `from` and may
// lie on the next day: 20:00 to 02:00 is 1200 to 1560. Written "20:00-02:00".
struct Span {
  std::chrono::minutes from{};
  std::chrono::minutes to{};
  bool operator==(const Span&) const = default;
};
// Empty when it is not one: two times of a day, "00:00" to "24:00", that differ.
std::optional<Span> parse_span(std::string_view text);
std::string to_string(const Span& span);

// From Sunday on. Without any span on any day: always open.
using WeeklyHours = std::array<std::vector<Span>, 7>;

// A holiday, or a day with other hours than its weekday's; no spans: closed all day.
struct DayHours {
  std::chrono::year_month_day day;
  std::vector<Span> spans;
};
// "2026-12-24".
std::optional<std::chrono::year_month_day> parse_day(std::string_view text);
std::string to_string(std::chrono::year_month_day day);

struct Hours {
  WeeklyHours weekly;
  std::vector<DayHours> days;  // one for a date at most
};
bool is_always_open(const Hours& hours);

// What coordinators set a line to, over its hours.
enum class SwitchTo { short_staffed, closed };
std::string_view to_string(SwitchTo to);  // "short-staffed", "closed"
std::optional<SwitchTo> parse_switch(std::string_view text);

struct LineSwitch {
  SwitchTo to = SwitchTo::closed;
  // When it was switched; of a line that was closed then, and stays so: since when it has been.
  Instant since{};
  Instant until{};
  // What texters get meanwhile, by language, instead of the line's usual words.
  std::map<std::string, std::string> words;
  // Of a line that was closed when it was switched to short-staffed: since when it had been.
  std::optional<Instant> closed_since = {};
};

// How a line stands at a moment.
struct Standing {
  enum class State { open, short_staffed, closed } state = State::open;
  // While closed: since when, without a break, whatever closed it first; and when it opens next as
  // far as that is known (within some months).
  Instant since{};
  std::optional<Instant> opens_at;
};
std::string_view to_string(Standing::State state);  // "open", "short-staffed", "closed"

// What lies in [from, to) of when the hours alone, without any switch, have it open: in order, and
// those that touch are one. `zone`: as of standing().
std::vector<Period> open_periods(const Hours& hours, const std::string& zone, Instant from,
                                 Instant to);

// `line_switch`: the last that there was, also one that is over. `zone`: an IANA time zone that
// exists. A local time that a change of clocks skips is the moment
// of that change; one that comes twice is the first.
Standing standing(const Hours& hours, const std::optional<LineSwitch>& line_switch,
                  const std::string& zone, Instant now);

// A moment in words of a line's time zone: the weekday from Sunday (0) on, and the minutes since
// midnight.
struct LocalTime {
  unsigned weekday = 0;
  std::chrono::minutes of_day{};
};
LocalTime local_time(const std::string& zone, Instant at);

}  // namespace warmline::routing
