#include "routing/recurrence.hpp"

#include <algorithm>
#include <memory>

#include <libical/ical.h>

namespace warmline::routing {
namespace {

constexpr std::size_t characters_max = 200;

struct Free {
  void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};
using Iterator = std::unique_ptr<icalrecur_iterator, Free>;

icaltimetype date_of(Day day) {
  const std::chrono::year_month_day date(day);
  // The null date has the hour -1, from which days are counted one short.
  icaltimetype time = icaltime_null_time();
  time.is_date = 1;
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return time;
}

Day day_of(const icaltimetype& time) {
  return Day(std::chrono::year_month_day(std::chrono::year(time.year),
                                         std::chrono::month(static_cast<unsigned>(time.month)),
                                         std::chrono::day(static_cast<unsigned>(time.day))));
}

// Only upper-case letters, digits and what stands between them, so that the rest can look for
// words.
bool is_plain(std::string_view rule) {
  return std::ranges::all_of(rule, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '=' || c == ';' || c == ',' ||
           c == '+' || c == '-';
  });
}

icalrecurrencetype parsed(std::string_view rule) {
  // Otherwise libical may end the program over what somebody typed. The same for every thread.
  static const bool asked = [] {
    icalerror_set_errors_are_fatal(0);
    return true;
  }();
  static_cast<void>(asked);
  return icalrecurrencetype_from_string(std::string(rule).c_str());
}

bool has_numbered_days(const icalrecurrencetype& rule) {
  for (const short day : rule.by_day) {
    if (day == ICAL_RECURRENCE_ARRAY_MAX) return false;
    if (icalrecurrencetype_day_position(day) != 0) return true;
  }
  return false;
}

// Whole periods later is the same rule: nothing has to be counted from years ago. Months and years
// are few enough to count.
Day begun_near(const icalrecurrencetype& rule, Day first, Day from) {
  std::chrono::days period(0);
  if (rule.freq == ICAL_DAILY_RECURRENCE) period = std::chrono::days(rule.interval);
  if (rule.freq == ICAL_WEEKLY_RECURRENCE) period = std::chrono::weeks(rule.interval);
  if (period.count() == 0 || from <= first) return first;
  return first + ((from - first) / period) * period;
}

}  // namespace

std::optional<std::string> recurrence_fault(std::string_view rule) {
  if (rule.size() > characters_max) return "is too long";
  if (!is_plain(rule)) return "holds what no rule holds; write one such as FREQ=WEEKLY;BYDAY=FR";
  for (const std::string_view ends : {"UNTIL=", "COUNT="}) {
    if (rule.contains(ends)) return "can't say when it ends; use last_day";
  }
  for (const std::string_view finer : {"BYHOUR=", "BYMINUTE=", "BYSECOND="}) {
    if (rule.contains(finer)) return "can't say a time of the day; use begins and ends";
  }
  if (rule.contains("RSCALE=") || rule.contains("SKIP=")) return "can't use another calendar";
  if (!rule.contains("FREQ=")) return "does not say how often: FREQ is missing";
  const auto read = parsed(rule);
  switch (read.freq) {
    case ICAL_DAILY_RECURRENCE:
    case ICAL_WEEKLY_RECURRENCE:
      if (has_numbered_days(read)) return "counts days of the week, which takes MONTHLY or YEARLY";
      return std::nullopt;
    case ICAL_MONTHLY_RECURRENCE:
    case ICAL_YEARLY_RECURRENCE:
      return std::nullopt;
    case ICAL_SECONDLY_RECURRENCE:
    case ICAL_MINUTELY_RECURRENCE:
    case ICAL_HOURLY_RECURRENCE:
      return "repeats within a day; use DAILY, WEEKLY, MONTHLY or YEARLY";
    case ICAL_NO_RECURRENCE:
      return "is no recurrence rule of RFC 5545; write one such as FREQ=WEEKLY;BYDAY=FR";
  }
  return "is no recurrence rule of RFC 5545";
}

std::vector<Day> recurring_days(std::string_view rule, Day first, Day from, Day to) {
  const auto read = parsed(rule);
  std::vector<Day> found;
  if (read.freq == ICAL_NO_RECURRENCE) return found;
  // Empty as well for a rule that names no day at all, such as 30 February.
  const Iterator days(icalrecur_iterator_new(read, date_of(begun_near(read, first, from))));
  if (!days) return found;
  for (auto next = icalrecur_iterator_next(days.get()); !icaltime_is_null_time(next);
       next = icalrecur_iterator_next(days.get())) {
    const Day day = day_of(next);
    if (day > to) break;
    if (day >= from && day >= first) found.push_back(day);
  }
  return found;
}

}  // namespace warmline::routing
