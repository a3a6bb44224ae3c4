#include "routing/instant.hpp"

#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

namespace warmline::routing {
namespace {

// Reads `text` from the left; after the first thing that does not fit, `sound` stays false.
struct Reader {
  std::string_view rest;
  bool sound = true;

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest.empty() || rest.front() < '0' || rest.front() > '9') {
        sound = false;
        return 0;
      }
      value = value * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    return value;
  }

  char one_of(std::string_view choices) {
    if (rest.empty() || choices.find(rest.front()) == std::string_view::npos) {
      sound = false;
      return '\0';
    }
    const char taken = rest.front();
    rest.remove_prefix(1);
    return taken;
  }

  // ".5" is 500000; what is finer than a microsecond is dropped.
  Duration fraction() {
    if (rest.empty() || rest.front() != '.') return {};
    rest.remove_prefix(1);
    std::size_t count = 0;
    std::int64_t micros = 0;
    for (; !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; ++count) {
      if (count < 6) micros = micros * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    if (count == 0 || count > 9) sound = false;
    for (; count < 6; ++count) micros *= 10;
    return Duration(micros);
  }

  std::chrono::minutes offset() {
    const char sign = one_of("Zz+-");
    if (sign != '+' && sign != '-') return {};
    const int hours = digits(2);
    one_of(":");
    const int minutes = digits(2);
    if (hours > 23 || minutes > 59) sound = false;
    const std::chrono::minutes ahead = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    return sign == '+' ? ahead : -ahead;
  }
};

}  // namespace

std::string format_instant(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(at - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

std::optional<Instant> parse_instant(std::string_view text) {
  Reader reader{text};
  const std::chrono::year year(reader.digits(4));
  reader.one_of("-");
  const std::chrono::month month(static_cast<unsigned>(reader.digits(2)));
  reader.one_of("-");
  const std::chrono::day day(static_cast<unsigned>(reader.digits(2)));
  reader.one_of("Tt");
  const int hours = reader.digits(2);
  reader.one_of(":");
  const int minutes = reader.digits(2);
  reader.one_of(":");
  const int seconds = reader.digits(2);
  const Duration fraction = reader.fraction();
  const std::chrono::minutes ahead = reader.offset();

  const std::chrono::year_month_day date(year, month, day);
  // RFC 3339 allows a leap second; Unix time has none, so it is the second after.
  if (!reader.sound || !reader.rest.empty() || !date.ok() || hours > 23 || minutes > 59 ||
      seconds > 60) {
    return std::nullopt;
  }
  return std::chrono::sys_days(date) + std::chrono::hours(hours) + std::chrono::minutes(minutes) +
         std::chrono::seconds(seconds) + fraction - ahead;
}

}  // namespace warmline::routing
