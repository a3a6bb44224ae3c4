#include "tests/simulation/opening.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <date/tz.h>
#include <fmt/format.h>

namespace warmline::simulation {
namespace {

using routing::Duration;
using routing::Period;
using routing::SwitchTo;
using std::chrono::minutes;

constexpr int days_before = 15;
constexpr int days_after = 30;

// What the clocks show, as if it were UTC.
using Shown = Instant;

date::sys_info info_at(const date::time_zone& zone, Instant at) {
  return zone.get_info(std::chrono::floor<std::chrono::seconds>(at));
}

Shown shown_at(const date::time_zone& zone, Instant at) {
  return at + info_at(zone, at).offset;
}

// The first moment at which they show that, or later. They are changed once in those days at most.
Instant first_shown(const date::time_zone& zone, Shown wanted) {
  const auto before = info_at(zone, wanted - std::chrono::days(1));
  const Instant changed = before.end;
  if (const Instant then = wanted - before.offset; then < changed) return then;
  return std::max(changed, wanted - info_at(zone, changed).offset);
}

std::vector<Period> open_hours(const routing::Line& line, Instant about) {
  const auto& zone = *date::locate_zone(line.time_zone);
  const auto today = std::chrono::floor<std::chrono::days>(about);
  std::vector<Period> open;
  for (int day = -days_before; day <= days_after; ++day) {
    const auto midnight = today + std::chrono::days(day);
    for (const auto& span : line.hours.weekly.at(std::chrono::weekday(midnight).c_encoding())) {
      open.push_back(
          {first_shown(zone, midnight + span.from), first_shown(zone, midnight + span.to)});
    }
  }
  std::ranges::sort(open, {}, &Period::from);
  return open;
}

std::vector<Period> between(const std::vector<Period>& open) {
  std::vector<Period> gaps;
  for (std::size_t i = 0; i + 1 < open.size(); ++i) {
    if (open[i].to < open[i + 1].from) gaps.push_back({open[i].to, open[i + 1].from});
  }
  return gaps;
}

bool is_within(const std::vector<Period>& all, Instant at) {
  return std::ranges::any_of(all, [&](const Period& one) { return one.from <= at && at < one.to; });
}

}  // namespace

Opening::Opening(const routing::Line& line, Instant about)
    : zone_(line.time_zone), gaps_(between(open_hours(line, about))) {}

void Opening::switched(Instant now, std::optional<SwitchTo> to, Instant until) {
  if (switch_ && switch_->to == SwitchTo::closed) {
    was_closed_.push_back({switch_->lasts.from, std::min(switch_->lasts.to, now)});
  }
  switch_.reset();
  if (to) switch_ = Switch{*to, {now, until}};
}

bool Opening::is_switched(SwitchTo to, Instant at) const {
  return switch_ && switch_->to == to && at < switch_->lasts.to;
}

bool Opening::is_closed(Instant at) const {
  return is_within(gaps_, at) || is_switched(SwitchTo::closed, at);
}

std::optional<Instant> Opening::switched_until(Instant at) const {
  return switch_ && at < switch_->lasts.to ? std::optional(switch_->lasts.to) : std::nullopt;
}

Instant Opening::closed_since(Instant at) const {
  std::vector<Period> stretches = gaps_;
  stretches.insert(stretches.end(), was_closed_.begin(), was_closed_.end());
  if (switch_ && switch_->to == SwitchTo::closed) stretches.push_back(switch_->lasts);
  // The clock may have been set back since it was switched.
  Instant since = is_within(stretches, at) ? at : switch_->lasts.from;
  for (;;) {
    const auto earlier = std::ranges::find_if(
        stretches, [&](const Period& one) { return one.from < since && since <= one.to; });
    if (earlier == stretches.end()) return since;
    since = earlier->from;
  }
}

std::string Opening::opens_in_words(Instant at) const {
  static constexpr std::array days{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday"};
  Instant opens = at;
  if (is_switched(SwitchTo::closed, at)) opens = switch_->lasts.to;
  for (const Period& gap : gaps_) {
    if (gap.from <= opens && opens < gap.to) opens = gap.to;
  }
  const Shown shown = shown_at(*date::locate_zone(zone_), opens);
  const auto midnight = std::chrono::floor<std::chrono::days>(shown);
  const auto of_day = std::chrono::floor<minutes>(shown - midnight);
  const auto hour = std::chrono::floor<std::chrono::hours>(of_day);
  const auto minute = (of_day - hour).count();
  const auto on_dial = (hour.count() + 11) % 12 + 1;
  return fmt::format("on {} at {}{} {}", days.at(std::chrono::weekday(midnight).c_encoding()),
                     on_dial, minute == 0 ? "" : fmt::format(":{:02}", minute),
                     hour < std::chrono::hours(12) ? "am" : "pm");
}

}  // namespace warmline::simulation
