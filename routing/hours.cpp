#include "routing/hours.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <date/tz.h>
#include <fmt/format.h>

#include "routing/named.hpp"

namespace warmline::routing {
namespace {

using std::chrono::minutes;

constexpr minutes whole_day{24 * 60};
// Openings are looked for this far ahead: longer than any holiday.
constexpr int days_ahead_most = 120;

// "HH:MM".
std::optional<minutes> parse_time(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
    return std::nullopt;
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return std::nullopt;
  return minutes(hour * 60 + minute);
}

std::string time_text(minutes of_day) {
  const auto count = (of_day > whole_day ? of_day - whole_day : of_day).count();
  return fmt::format("{:02}:{:02}", count / 60, count % 60);
}

date::local_days local_day(std::chrono::year_month_day day) {
  return date::local_days(date::days(std::chrono::sys_days(day).time_since_epoch().count()));
}

bool has_weekly(const Hours& hours) {
  return !std::ranges::all_of(hours.weekly, &std::vector<Span>::empty);
}

const std::vector<Span>& spans_of(const Hours& hours, date::local_days day) {
  static const std::vector<Span> all_day{{minutes(0), whole_day}};
  for (const auto& other : hours.days) {
    if (local_day(other.day) == day) return other.spans;
  }
  return has_weekly(hours) ? hours.weekly.at(date::weekday(day).c_encoding()) : all_day;
}

Instant in_utc(const date::time_zone& zone, date::local_days day, minutes of_day) {
  const date::local_time<Duration> local = day + of_day;
  return Instant(zone.to_sys(local, date::choose::earliest).time_since_epoch());
}

// In order, and those that touch are one.
std::vector<Period> joined(std::vector<Period> all) {
  std::ranges::sort(all, {}, &Period::from);
  std::vector<Period> joined;
  for (const auto& each : all) {
    if (!joined.empty() && each.from <= joined.back().to) {
      joined.back().to = std::max(joined.back().to, each.to);
    } else {
      joined.push_back(each);
    }
  }
  return joined;
}

date::local_days day_of(const date::time_zone& zone, Instant at) {
  return date::floor<date::days>(zone.to_local(date::sys_time<Duration>(at.time_since_epoch())));
}

void add_spans(std::vector<Period>& all, const Hours& hours, const date::time_zone& zone,
               date::local_days day) {
  for (const auto& span : spans_of(hours, day))
    all.push_back({in_utc(zone, day, span.from), in_utc(zone, day, span.to)});
}

// When the line is open by its hours, from last week's on, in order and without gaps of nothing
// between those that touch; stops where one ends that begins after `now` and is followed by a gap.
std::vector<Period> stretches(const Hours& hours, const date::time_zone& zone, Instant now) {
  const auto today = day_of(zone, now);
  std::vector<Period> all;
  for (int ahead = -8; ahead <= days_ahead_most; ++ahead) {
    add_spans(all, hours, zone, today + date::days(ahead));
    if (ahead > 0 && !all.empty() && all.back().from > now) break;
  }
  return joined(std::move(all));
}

// By the hours alone.
Standing by_hours(const Hours& hours, const date::time_zone& zone, Instant now) {
  if (is_always_open(hours)) return {};
  Standing found{.state = Standing::State::closed};
  for (const auto& stretch : stretches(hours, zone, now)) {
    if (stretch.from <= now && now < stretch.to) return {};
    if (stretch.to <= now) found.since = stretch.to;
    if (stretch.from > now) {
      found.opens_at = stretch.from;
      break;
    }
  }
  return found;
}

// When the line was closed without a break, as far as its last switch tells.
std::optional<Period> known_closed(const LineSwitch& line_switch) {
  if (line_switch.to == SwitchTo::closed) return Period{line_switch.since, line_switch.until};
  if (line_switch.closed_since) return Period{*line_switch.closed_since, line_switch.since};
  return std::nullopt;
}

}  // namespace

std::optional<Span> parse_span(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto from = parse_time(text.substr(0, dash));
  const auto to = parse_time(text.substr(dash + 1));
  if (!from || !to || *from == *to || *from == whole_day) return std::nullopt;
  return Span{*from, *to > *from ? *to : *to + whole_day};
}

std::string to_string(const Span& span) {
  return time_text(span.from) + "-" + time_text(span.to);
}

std::optional<std::chrono::year_month_day> parse_day(std::string_view text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  char rest = 0;
  const std::string copy(text);
  if (text.size() != 10 ||
      std::sscanf(copy.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) != 3)
    return std::nullopt;
  const std::chrono::year_month_day found{std::chrono::year(year), std::chrono::month(month),
                                          std::chrono::day(day)};
  if (!found.ok() || to_string(found) != text) return std::nullopt;
  return found;
}

std::string to_string(std::chrono::year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", int(day.year()), unsigned(day.month()),
                     unsigned(day.day()));
}

bool is_always_open(const Hours& hours) {
  return hours.days.empty() && !has_weekly(hours);
}

std::string_view to_string(SwitchTo to) {
  switch (to) {
    case SwitchTo::short_staffed:
      return "short-staffed";
    case SwitchTo::closed:
      return "closed";
  }
  return {};
}

std::optional<SwitchTo> parse_switch(std::string_view text) {
  return named(text, std::array{SwitchTo::short_staffed, SwitchTo::closed});
}

std::string_view to_string(Standing::State state) {
  switch (state) {
    case Standing::State::open:
      return "open";
    case Standing::State::short_staffed:
      return "short-staffed";
    case Standing::State::closed:
      return "closed";
  }
  return {};
}

std::vector<Period> open_periods(const Hours& hours, const std::string& zone, Instant from,
                                 Instant to) {
  if (from >= to) return {};
  if (is_always_open(hours)) return {{from, to}};
  const auto* found = date::locate_zone(zone);
  std::vector<Period> all;
  // One of the day before may last until now.
  const auto last = day_of(*found, to);
  for (auto day = day_of(*found, from) - date::days(1); day <= last; day += date::days(1))
    add_spans(all, hours, *found, day);
  std::vector<Period> open;
  for (const auto& each : joined(std::move(all))) {
    const Period part{std::max(each.from, from), std::min(each.to, to)};
    if (part.from < part.to) open.push_back(part);
  }
  return open;
}

Standing standing(const Hours& hours, const std::optional<LineSwitch>& line_switch,
                  const std::string& zone, Instant now) {
  const bool is_switched = line_switch && now < line_switch->until;
  if (!is_switched && is_always_open(hours)) return {};
  const auto& in_zone = *date::locate_zone(zone);
  Standing found = by_hours(hours, in_zone, now);
  const bool is_closed = found.state == Standing::State::closed;
  // It was closed by a switch already when its hours came to their end.
  const auto earlier = line_switch ? known_closed(*line_switch) : std::nullopt;
  if (is_closed && earlier && found.since <= earlier->to) {
    found.since = std::min(found.since, earlier->from);
  }
  if (!is_switched) return found;
  switch (line_switch->to) {
    case SwitchTo::short_staffed:
      if (!is_closed) found.state = Standing::State::short_staffed;
      return found;
    case SwitchTo::closed: {
      // It opens when both let it.
      const auto then = by_hours(hours, in_zone, line_switch->until);
      if (!is_closed) found = {.state = Standing::State::closed, .since = line_switch->since};
      found.opens_at = then.state == Standing::State::open ? line_switch->until : then.opens_at;
      return found;
    }
  }
  return found;
}

LocalTime local_time(const std::string& zone, Instant at) {
  const auto local =
      date::locate_zone(zone)->to_local(date::sys_time<Duration>(at.time_since_epoch()));
  const auto day = date::floor<date::days>(local);
  return {date::weekday(day).c_encoding(), std::chrono::floor<minutes>(local - day)};
}

}  // namespace warmline::routing
