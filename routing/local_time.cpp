#include "routing/local_time.hpp"

#include <algorithm>

#include <date/tz.h>
#include <fmt/format.h>

namespace warmline::routing {
namespace {

// The number that `text` is, all of it digits; empty for anything else.
std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Instant instant_of(std::string_view zone, Day day, std::chrono::minutes after_midnight) {
  const date::local_time<std::chrono::minutes> local(day.time_since_epoch() + after_midnight);
  const auto about = date::locate_zone(zone)->get_info(local);
  if (about.result == date::local_info::nonexistent) return Instant(about.first.end);
  return Instant(local.time_since_epoch() - about.first.offset);
}

Day day_at(std::string_view zone, Instant at) {
  const auto local = date::locate_zone(zone)->to_local(at);
  return Day(std::chrono::floor<std::chrono::days>(local.time_since_epoch()));
}

std::string format_day(Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<Day> parse_local_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return Day(date);
}

std::string format_clock(std::chrono::minutes after_midnight) {
  const auto minutes = (after_midnight % std::chrono::days(1)).count();
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::optional<std::chrono::minutes> parse_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = digits(text.substr(0, 2));
  const auto minutes = digits(text.substr(3, 2));
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
}

}  // namespace warmline::routing
