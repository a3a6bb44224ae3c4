#include "routing/rota.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "routing/recurrence.hpp"

namespace warmline::routing {
namespace {

using std::chrono::days;

constexpr std::size_t uuid_characters = 36;
// A rule that names no day for so long is a mistake.
constexpr days looked_ahead_most{366 * 9};
// A shift begins on its day or, by what the zone makes of it, hardly later, and lasts for a day at
// most: whatever lies in a stretch of time belongs to a day near it.
constexpr days days_around{2};

// So that nothing has to be counted over thousands of years.
constexpr Day earliest_day(std::chrono::year(2000) / 1 / 1);
constexpr Day latest_day(std::chrono::year(2199) / 1 / 1);

using Changes = std::map<ShiftId, const ShiftChange*>;

std::unexpected<Problem> bad(std::string what) {
  return problem(ProblemCode::bad_shift, std::move(what));
}

// As it is, with what was changed about it; empty where nothing is left of it.
std::optional<Shift> placed(const ShiftRule& rule, Day day, const ShiftChange* change,
                            std::string_view zone) {
  if (change != nullptr && change->cancelled) return std::nullopt;
  const bool is_moved = change != nullptr && change->moved;
  const Day begins_on = is_moved ? change->moved->day : day;
  const ShiftHours hours = is_moved ? change->moved->hours : rule.hours;
  Shift shift{.id = {rule.id, day},
              .line = rule.line,
              .staff = rule.staff,
              .starts = instant_of(zone, begins_on, hours.begins),
              .ends = instant_of(zone, begins_on, hours.begins + hours.lasts),
              .changed = change != nullptr};
  if (change != nullptr && change->staff) shift.staff = *change->staff;
  if (shift.ends <= shift.starts) return std::nullopt;
  return shift;
}

bool is_day_of(const ShiftRule& rule, Day day) {
  return !days_of(rule, day, day).empty();
}

auto order_of(const Shift& shift) {
  return std::tie(shift.starts, shift.ends, shift.id);
}

// What is left of [from, to) without what `busy` (in order) covers.
std::vector<Period> without(const Period& whole, std::span<const Shift> busy) {
  std::vector<Period> left;
  Instant reached = whole.from;
  for (const Shift& shift : busy) {
    if (shift.starts >= whole.to) break;
    if (shift.starts > reached) left.push_back({reached, shift.starts});
    reached = std::max(reached, shift.ends);
  }
  if (reached < whole.to) left.push_back({reached, whole.to});
  return left;
}

}  // namespace

std::string ShiftId::text() const {
  return rule.text() + "_" + format_day(day);
}

std::optional<ShiftId> ShiftId::parse(std::string_view text) {
  if (text.size() <= uuid_characters || text[uuid_characters] != '_') return std::nullopt;
  const auto rule = ShiftRuleId::parse(text.substr(0, uuid_characters));
  const auto day = parse_local_day(text.substr(uuid_characters + 1));
  if (!rule || !day) return std::nullopt;
  return ShiftId{*rule, *day};
}

Result<void> check(const ShiftHours& hours) {
  if (hours.begins < std::chrono::minutes(0) || hours.begins >= days(1)) {
    return bad("begins: is no time of the day");
  }
  if (hours.lasts < shift_shortest) return bad("ends: less than 15 minutes after it begins");
  if (hours.lasts > shift_longest) return bad("ends: more than a day after it begins");
  return {};
}

Result<void> check(const ShiftRule& rule) {
  if (auto sound = check(rule.hours); !sound) return sound;
  if (rule.first < earliest_day || rule.first > latest_day) {
    return bad("first_day: is too far from now");
  }
  if (rule.last_day && *rule.last_day < rule.first) return bad("last_day: is before first_day");
  if (rule.repeats.empty()) return {};
  if (const auto fault = recurrence_fault(rule.repeats)) return bad("repeats: " + *fault);
  if (days_of(rule, rule.first, rule.first + looked_ahead_most).empty()) {
    return bad("repeats: names no day from first_day on");
  }
  return {};
}

std::vector<Day> days_of(const ShiftRule& rule, Day from, Day to) {
  from = std::max(from, rule.first);
  if (rule.last_day) to = std::min(to, *rule.last_day);
  if (from > to) return {};
  if (!rule.repeats.empty()) return recurring_days(rule.repeats, rule.first, from, to);
  if (from > rule.first) return {};
  return {rule.first};
}

std::vector<Shift> shifts(std::span<const ShiftRule> rules, std::span<const ShiftChange> changes,
                          std::string_view zone, Instant from, Instant to) {
  if (rules.empty() || from >= to) return {};
  Changes changed;
  for (const ShiftChange& change : changes) changed.emplace(change.shift, &change);
  const Day earliest = day_at(zone, from) - days_around;
  const Day latest = day_at(zone, to) + days(1);

  std::vector<Shift> found;
  const auto add = [&](const ShiftRule& rule, Day day, const ShiftChange* change) {
    auto shift = placed(rule, day, change, zone);
    if (shift && shift->starts < to && shift->ends > from) found.push_back(*shift);
  };
  for (const ShiftRule& rule : rules) {
    for (const Day day : days_of(rule, earliest, latest)) {
      const auto change = changed.find({rule.id, day});
      add(rule, day, change == changed.end() ? nullptr : change->second);
    }
    // What was moved here from days further away.
    for (auto it = changed.lower_bound({rule.id, Day::min()});
         it != changed.end() && it->first.rule == rule.id; ++it) {
      const auto& [id, change] = *it;
      const bool is_near = id.day >= earliest && id.day <= latest;
      if (change->moved && !is_near && is_day_of(rule, id.day)) add(rule, id.day, change);
    }
  }
  std::ranges::sort(found, {}, order_of);
  return found;
}

std::optional<Shift> shift(std::span<const ShiftRule> rules, std::span<const ShiftChange> changes,
                           std::string_view zone, const ShiftId& id) {
  const auto rule = std::ranges::find(rules, id.rule, &ShiftRule::id);
  if (rule == rules.end() || !is_day_of(*rule, id.day)) return std::nullopt;
  const auto change = std::ranges::find(changes, id, &ShiftChange::shift);
  return placed(*rule, id.day, change == changes.end() ? nullptr : &*change, zone);
}

std::optional<Shift> going_on(std::span<const Shift> shifts, StaffId staff, Instant at) {
  std::optional<Shift> found;
  for (const Shift& shift : shifts) {
    const bool is_on = shift.staff == staff && shift.starts <= at && at < shift.ends;
    if (is_on && (!found || shift.ends > found->ends)) found = shift;
  }
  return found;
}

std::vector<Gap> uncovered(std::span<const Shift> shifts, std::span<const Period> open,
                           Instant from, Instant to) {
  std::vector<Gap> gaps;
  for (const Shift& shift : shifts) {
    if (shift.staff || shift.starts >= to || shift.ends <= from) continue;
    gaps.push_back({std::max(shift.starts, from), std::min(shift.ends, to), shift.id});
  }
  for (const Period& span : open) {
    const Period whole{std::max(span.from, from), std::min(span.to, to)};
    if (whole.from >= whole.to) continue;
    for (const Period& left : without(whole, shifts)) {
      gaps.push_back({left.from, left.to, std::nullopt});
    }
  }
  std::ranges::sort(gaps, {}, [](const Gap& gap) { return std::tie(gap.from, gap.to, gap.shift); });
  return gaps;
}

std::vector<DueCall> calls(std::span<const Shift> shifts, Duration grace, Instant after,
                           Instant until) {
  std::vector<DueCall> found;
  for (const Shift& shift : shifts) {
    if (!shift.staff) continue;
    for (const auto& [what, at] :
         {std::pair(ShiftCall::day_before, shift.starts - shift_day_before),
          {ShiftCall::soon, shift.starts - shift_soon},
          {ShiftCall::ending, shift.ends - shift_soon},
          {ShiftCall::over, shift.ends + grace}}) {
      if (at > after && at <= until) found.push_back({at, what, shift});
    }
  }
  std::ranges::sort(found, {}, [](const DueCall& call) {
    return std::tie(call.at, call.shift.starts, call.shift.id, call.what);
  });
  return found;
}

}  // namespace warmline::routing
