#include "gateway/store/swaps.hpp"

#include "gateway/store/days.hpp"

namespace warmline::store {
namespace {

using routing::Day;
using routing::ShiftId;
using routing::ShiftRuleId;
using routing::StaffId;

Swap swap_at(const Query& row) {
  Swap swap{.id = row.get<routing::SwapId>(0),
            .line = row.get<routing::LineId>(1),
            .shift = {row.get<ShiftRuleId>(2), day_numbered(row.get<int>(3))},
            .asked_by = row.get<StaffId>(4),
            .asked = row.get<StaffId>(5),
            .in_return = {},
            .state = row.get_word<SwapState>(8, parse_swap_state),
            .asked_at = row.get<routing::Instant>(9)};
  if (const auto rule = row.get<std::optional<ShiftRuleId>>(6)) {
    swap.in_return = ShiftId{*rule, day_numbered(row.get<int>(7))};
  }
  return swap;
}

}  // namespace

std::string_view to_string(SwapState state) {
  switch (state) {
    case SwapState::asked:
      return "asked";
    case SwapState::accepted:
      return "accepted";
    case SwapState::approved:
      return "approved";
    case SwapState::declined:
      return "declined";
  }
  return {};
}

std::optional<SwapState> parse_swap_state(std::string_view text) {
  for (const auto state :
       {SwapState::asked, SwapState::accepted, SwapState::approved, SwapState::declined}) {
    if (to_string(state) == text) return state;
  }
  return std::nullopt;
}

namespace swaps {

void add(Writing& store, const Swap& swap) {
  std::optional<ShiftRuleId> return_rule;
  std::optional<int> return_day;
  if (swap.in_return) {
    return_rule = swap.in_return->rule;
    return_day = day_number(swap.in_return->day);
  }
  store.db
      .query(
          "INSERT INTO swaps (id, line, rule, day, asked_by, asked, return_rule, return_day, state,"
          " asked_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
          swap.id, swap.line, swap.shift.rule, day_number(swap.shift.day), swap.asked_by,
          swap.asked, return_rule, return_day, to_string(swap.state), swap.asked_at)
      .run();
}

void set_state(Writing& store, routing::SwapId id, SwapState state) {
  store.db.query("UPDATE swaps SET state = ?2 WHERE id = ?1", id, to_string(state)).run();
}

std::optional<Swap> find(Reading& store, routing::SwapId id) {
  auto row = store.db.query(
      "SELECT id, line, rule, day, asked_by, asked, return_rule, return_day, state, asked_at"
      " FROM swaps WHERE id = ?1",
      id);
  if (!row.next()) return std::nullopt;
  return swap_at(row);
}

std::vector<Swap> undecided(Reading& store, routing::LineId line, std::optional<StaffId> staff) {
  auto rows = store.db.query(
      "SELECT id, line, rule, day, asked_by, asked, return_rule, return_day, state, asked_at"
      " FROM swaps WHERE line = ?1 AND state IN ('asked', 'accepted')"
      " AND (?2 IS NULL OR asked_by = ?2 OR asked = ?2) ORDER BY asked_at, id",
      line, staff);
  std::vector<Swap> found;
  while (rows.next()) found.push_back(swap_at(rows));
  return found;
}

}  // namespace swaps
}  // namespace warmline::store
