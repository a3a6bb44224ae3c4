#include "routing/wall_clock.hpp"

#include <date/tz.h>

namespace warmline::routing {

WallClock::WallClock(std::string_view zone) : zone_(date::locate_zone(zone)->name()) {}

WallClock::Shown WallClock::at(Instant time) {
  if (time < begin_ || time >= end_) look_up(time);
  const auto local = (time + offset_).time_since_epoch();
  const Day day(std::chrono::floor<std::chrono::days>(local));
  const auto hour = std::chrono::floor<std::chrono::hours>(local - day.time_since_epoch());
  return {.day = day,
          .hour = static_cast<int>(hour.count()),
          .weekday = std::chrono::weekday(day).c_encoding()};
}

void WallClock::look_up(Instant time) {
  const auto info =
      date::locate_zone(zone_)->get_info(std::chrono::floor<std::chrono::seconds>(time));
  // Its far ends are beyond what microseconds reach.
  constexpr auto reach = std::chrono::days(400);
  begin_ = info.begin < time - reach ? time - reach : Instant(info.begin);
  end_ = info.end > time + reach ? time + reach : Instant(info.end);
  offset_ = info.offset;
}

}  // namespace warmline::routing
