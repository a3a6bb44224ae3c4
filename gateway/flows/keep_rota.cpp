#include "gateway/flows/keep_rota.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "gateway/flows/change_presence.hpp"
#include "gateway/flows/open_hours.hpp"
#include "gateway/flows/remind_of_shift.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/rota.hpp"
#include "gateway/store/staff.hpp"
#include "routing/rota.hpp"

namespace warmline::flows {
namespace {

using routing::Duration;
using routing::Instant;
using routing::Line;
using routing::Shift;
using routing::ShiftCall;
using routing::StaffId;
using store::Writing;

// So far ahead the next call is looked for; the zone's own rules may be others by then.
constexpr std::chrono::hours look_ahead{6};

std::vector<Shift> shifts_in(store::Reading& store, const Line& line, Instant from, Instant to) {
  const auto plan = store::rota::plan(store, line.id, from, to);
  return routing::shifts(plan.rules, plan.changes, line.time_zone, from, to);
}

bool is_on_shift(store::Reading& store, const Line& line, StaffId who) {
  const auto now = shifts_in(store, line, store.now, store.now + Duration(1));
  return routing::going_on(now, who, store.now).has_value();
}

struct Held {
  int open = 0;
  int resting = 0;
};
Held held_by(store::Reading& store, const Line& line, StaffId who) {
  Held held;
  for (const auto& conversation : store::conversations::held(store, line.id, who)) {
    held.open += conversation.state == routing::ConversationState::open ? 1 : 0;
    held.resting += conversation.state == routing::ConversationState::resting ? 1 : 0;
  }
  return held;
}

void finish(Writing& store, const Lines& lines, const Line& line, const Shift& shift) {
  const StaffId who = *shift.staff;
  const auto row = store::staff::find(store, who);
  if (!row || row->presence == routing::Presence::off) return;
  // They came after it: they are on outside the rota, which nothing ends but they.
  if (row->present_since && *row->present_since >= shift.ends) return;
  // Their next one has begun: nothing is over for those who write to them.
  if (is_on_shift(store, line, who)) return;
  const bool stays = std::ranges::any_of(lines.all(), [&](const Line& other) {
    return other.id != line.id && is_on_shift(store, other, who);
  });
  const auto held = held_by(store, line, who);
  const nlohmann::json data{
      {"staff", who.text()},
      {"shift", shift.id.text()},
      {"ends", routing::format_instant(shift.ends)},
      {"open", held.open},
      {"resting", held.resting},
      {"presence", routing::to_string(stays ? row->presence : routing::Presence::off)}};
  store::events::append(
      store, {.kind = routing::EventKind::shift_ended, .line = line.id, .data = data.dump()});
  end_shift(store, lines, line, who, !stays);
}

// A reminder that comes too late to be of use is left out.
void act(Writing& store, const Lines& lines, const Line& line, const routing::DueCall& call) {
  const Shift& shift = call.shift;
  ShiftReminder reminder{.staff = *shift.staff, .what = call.what, .shift = shift};
  switch (call.what) {
    case ShiftCall::day_before:
      if (store.now < shift.starts - routing::shift_soon) remind_of_shift(store, line, reminder);
      return;
    case ShiftCall::soon:
      if (store.now < shift.starts) remind_of_shift(store, line, reminder);
      return;
    case ShiftCall::ending: {
      const auto row = store::staff::find(store, *shift.staff);
      if (store.now >= shift.ends || row->presence == routing::Presence::off) return;
      const auto held = held_by(store, line, *shift.staff);
      reminder.open = held.open;
      reminder.resting = held.resting;
      remind_of_shift(store, line, reminder);
      return;
    }
    case ShiftCall::over:
      finish(store, lines, line, shift);
      return;
  }
}

// The last time a report was to be made in (after, until], and the first time after that.
struct Reports {
  bool is_due = false;
  Instant next;
};
Reports reports(const Line& line, Instant after, Instant until) {
  const auto report_on = [&](routing::Day day) {
    return routing::instant_of(line.time_zone, day, uncovered_told_at);
  };
  const routing::Day today = routing::day_at(line.time_zone, until);
  const Instant todays = report_on(today);
  const Instant latest = todays <= until ? todays : report_on(today - std::chrono::days(1));
  return {latest > after, todays > until ? todays : report_on(today + std::chrono::days(1))};
}

void report_uncovered(Writing& store, const Line& line) {
  const Instant to = store.now + uncovered_ahead;
  const auto shifts = shifts_in(store, line, store.now, to);
  const auto gaps =
      routing::uncovered(shifts, open_hours(store, line, store.now, to), store.now, to);
  if (gaps.empty()) return;
  Duration missing{0};
  for (const auto& gap : gaps) missing += gap.to - gap.from;
  const nlohmann::json data{{"count", gaps.size()},
                            {"minutes", std::chrono::floor<std::chrono::minutes>(missing).count()},
                            {"starts", routing::format_instant(gaps.front().from)},
                            {"until", routing::format_instant(to)}};
  store::events::append(
      store, {.kind = routing::EventKind::rota_uncovered, .line = line.id, .data = data.dump()});
}

void keep_rota_of(Writing& store, const Lines& lines, const Line& line, Instant done_until) {
  const Duration grace = line.timing.grace;
  const Instant from = done_until - grace - routing::shift_soon;
  const Instant ahead = store.now + look_ahead;
  const auto shifts = shifts_in(store, line, from, ahead + routing::shift_day_before);
  for (const auto& call : routing::calls(shifts, grace, done_until, store.now)) {
    act(store, lines, line, call);
  }
  const auto uncovered = reports(line, done_until, store.now);
  if (uncovered.is_due) report_uncovered(store, line);

  const auto next = routing::calls(shifts, grace, store.now, ahead);
  const Instant next_call = next.empty() ? ahead : next.front().at;
  store::rota::set_progress(store, line.id, {store.now, std::min(next_call, uncovered.next)});
}

}  // namespace

void keep_rota(Writing& store, const Lines& lines) {
  for (const auto& line : lines.all()) {
    const auto progress = store::rota::progress(store, line.id);
    if (!progress || progress->next_due_at > store.now) continue;
    keep_rota_of(store, lines, store::lines::as_set(store, line), progress->done_until);
  }
}

}  // namespace warmline::flows
