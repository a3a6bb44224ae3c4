// The rota as it is kept: rules, changes of single shifts, and how far its calls were acted on.
// Whatever belonged to somebody who was disabled since, or no longer works the line, is nobody's:
// an open shift.
#pragma once

#include <optional>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/rota.hpp"

namespace warmline::store::rota {

// A line's rules with the changes of their shifts: what routing makes shifts of.
struct Plan {
  std::vector<routing::ShiftRule> rules;
  std::vector<routing::ShiftChange> changes;
};
// Those that may matter in [from, to): rules that have ended before are left out, and changes of
// days long before.
Plan plan(Reading& store, routing::LineId line, routing::Instant from, routing::Instant to);
// One rule, with the change of one of its days.
Plan plan_of(Reading& store, const routing::ShiftId& shift);

void add(Writing& store, const routing::ShiftRule& rule);
void keep(Writing& store, const routing::ShiftRule& rule);
// With all changes and swaps of its shifts.
void remove(Writing& store, routing::ShiftRuleId id);
std::optional<routing::ShiftRule> find(Reading& store, routing::ShiftRuleId id);
// Those that have not ended before `day`, in the order they were made.
std::vector<routing::ShiftRule> rules(Reading& store, routing::LineId line, routing::Day day);
int count(Reading& store, routing::LineId line, routing::Day day);
// Whether the line has a rule at all.
bool has_any(Reading& store, routing::LineId line);

std::optional<routing::ShiftChange> change_of(Reading& store, const routing::ShiftId& shift);
// Replaces what was kept about that shift.
void keep(Writing& store, const routing::ShiftChange& change);
// It is as its rule says again. False: it was.
bool remove_change(Writing& store, const routing::ShiftId& shift);
// From `day` on, what was changed or asked about shifts of `from` is about those of `to`.
void move_shifts(Writing& store, routing::ShiftRuleId from, routing::ShiftRuleId to,
                 routing::Day day);

// How far the calls of a line's shifts were acted on; empty while it never had a rule.
struct Progress {
  routing::Instant done_until{};
  routing::Instant next_due_at{};
};
std::optional<Progress> progress(Reading& store, routing::LineId line);
void set_progress(Writing& store, routing::LineId line, const Progress& progress);
// The rota was changed, and what it called for before is done: it is to be looked at anew.
void look_now(Writing& store, routing::LineId line);
// When the next call is due from now on, over all lines.
std::optional<routing::Instant> next_due(Reading& store);

}  // namespace warmline::store::rota
