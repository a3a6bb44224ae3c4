// Coordinators plan: rules are made, changed and ended. What has begun already stays as it was: a
// rule that is changed or ended from a day on goes on as it is until the day before.
#pragma once

#include <optional>

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "routing/rota.hpp"

namespace warmline::flows {

// A line has so many rules at once at the most.
inline constexpr int rules_max = 500;

// What is to be different about a rule; what is empty stays. `staff` and `last_day` may be taken
// away.
struct RuleChange {
  std::optional<std::optional<routing::StaffId>> staff;
  std::optional<routing::Day> first;
  std::optional<std::chrono::minutes> begins;
  std::optional<std::chrono::minutes> ends;  // by the clock; no later than `begins`: the day after
  std::optional<std::string> repeats;
  std::optional<std::optional<routing::Day>> last_day;
};

// Hours with what is to be different about them.
routing::ShiftHours changed(const routing::ShiftHours& hours,
                            std::optional<std::chrono::minutes> begins,
                            std::optional<std::chrono::minutes> ends);

using Planned = awaitable<Result<routing::ShiftRule>>;

// The rule with its id. not_found (no such line), bad_shift.
Planned add_rule(StoreThread& store, const Lines& lines, routing::StaffId by,
                 routing::ShiftRule wanted);
// From `from` on, or from today on the line's own clock: the rule that holds from then on, which is
// another one where the rule has begun before. not_found, bad_shift.
Planned change_rule(StoreThread& store, const Lines& lines, routing::StaffId by,
                    routing::ShiftRuleId id, RuleChange change, std::optional<routing::Day> from);
// None of its shifts begins on `from`, or today, or later. not_found.
awaitable<Result<void>> end_rule(StoreThread& store, const Lines& lines, routing::StaffId by,
                                 routing::ShiftRuleId id, std::optional<routing::Day> from);

}  // namespace warmline::flows
