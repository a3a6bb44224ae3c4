// The plan of who works when. Rules say it by the line's own clock; shifts are what they come to,
// in UTC. All of it is computed from the rules and the changes of single shifts each time it is
// asked for: nothing else has to be kept in step with them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/local_time.hpp"
#include "routing/result.hpp"

namespace warmline::routing {

// Of which rule, and of which of its days, whatever has been changed about it since.
struct ShiftId {
  ShiftRuleId rule;
  Day day;
  auto operator<=>(const ShiftId&) const = default;

  std::string text() const;  // opaque to callers
  static std::optional<ShiftId> parse(std::string_view text);
};

// When a shift begins, and how long it lasts, both by the line's clock: from 20:00 to 04:00 it is
// there from 20:00 to 04:00 also in the night when that takes seven hours, or nine.
struct ShiftHours {
  std::chrono::minutes begins{};  // after midnight, less than a day
  std::chrono::minutes lasts{};   // shift_shortest to a day
  bool operator==(const ShiftHours&) const = default;
};
inline constexpr std::chrono::minutes shift_shortest{15};
inline constexpr std::chrono::minutes shift_longest{24 * 60};

struct ShiftRule {
  ShiftRuleId id;
  LineId line;
  std::optional<StaffId> staff;  // empty: open shifts, for peers to take
  Day first{};
  ShiftHours hours;
  std::string repeats;          // recurrence.hpp; empty: once
  std::optional<Day> last_day;  // none begins after it
};

// What is different about one shift.
struct ShiftChange {
  ShiftId shift;
  bool cancelled = false;
  struct Move {
    Day day{};
    ShiftHours hours;
  };
  std::optional<Move> moved;
  // Whose it is instead; empty inside: nobody's, an open one.
  std::optional<std::optional<StaffId>> staff;
};

// One stretch of the rota.
struct Shift {
  ShiftId id;
  LineId line;
  std::optional<StaffId> staff;  // empty: open
  Instant starts;
  Instant ends;
  bool changed = false;  // something about it is not as its rule says
};

// bad_shift, with what is wrong: the times, the days, the recurrence, or that no day is ever named.
Result<void> check(const ShiftRule& rule);
Result<void> check(const ShiftHours& hours);

// The days from `from` to `to`, both included, on which one of the rule's shifts begins.
std::vector<Day> days_of(const ShiftRule& rule, Day from, Day to);

// Every shift that lies at least partly in [from, to), first to begin first. Changes of other
// rules, or of days that a rule does not name, are left alone. A shift of which the clock leaves
// nothing (it lies in the hour that is skipped) is left out.
std::vector<Shift> shifts(std::span<const ShiftRule> rules, std::span<const ShiftChange> changes,
                          std::string_view zone, Instant from, Instant to);
// That one, wherever it lies; empty where there is no such shift, or it is cancelled.
std::optional<Shift> shift(std::span<const ShiftRule> rules, std::span<const ShiftChange> changes,
                           std::string_view zone, const ShiftId& id);

// The one of theirs that is going on at `at`: the last to end, where there are several.
std::optional<Shift> going_on(std::span<const Shift> shifts, StaffId staff, Instant at);

// Hours that somebody is wanted for and nobody is there: open shifts, and hours in which the line
// is open (`open`, in order) and which nobody's shift and no open shift covers.
struct Gap {
  Instant from;
  Instant to;
  std::optional<ShiftId> shift;  // the open one
};
// Of what lies in [from, to), first to begin first. `shifts` in order.
std::vector<Gap> uncovered(std::span<const Shift> shifts, std::span<const Period> open,
                           Instant from, Instant to);

// What a shift calls for, and when.
enum class ShiftCall {
  day_before,  // shift_day_before its beginning
  soon,        // shift_soon before it
  ending,      // shift_soon before its end
  over,        // the line's grace after its end
};
inline constexpr Duration shift_day_before = std::chrono::hours(24);
inline constexpr Duration shift_soon = std::chrono::minutes(15);

struct DueCall {
  Instant at;
  ShiftCall what;
  Shift shift;
};
// Those of somebody's shifts that fall due after `after` and no later than `until`, first due
// first.
std::vector<DueCall> calls(std::span<const Shift> shifts, Duration grace, Instant after,
                           Instant until);

}  // namespace warmline::routing
