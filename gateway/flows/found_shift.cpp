#include "gateway/flows/found_shift.hpp"

#include <array>

#include <nlohmann/json.hpp>

#include "gateway/flows/keep_rota.hpp"
#include "gateway/flows/match_queue.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::flows {

void settle_rota(store::Writing& store, const Lines& lines) {
  keep_rota(store, lines);
  match_queues(store, lines);
}

Result<FoundShift> find_shift(store::Reading& store, const Lines& lines,
                              const routing::ShiftId& id) {
  const auto plan = store::rota::plan_of(store, id);
  const auto* line = plan.rules.empty() ? nullptr : lines.find(plan.rules.front().line);
  if (line == nullptr || routing::days_of(plan.rules.front(), id.day, id.day).empty()) {
    return routing::problem(ProblemCode::not_found, "no such shift");
  }
  FoundShift found{.line = line,
                   .rule = plan.rules.front(),
                   .change = {.shift = id, .moved = {}, .staff = {}},
                   .shift = routing::shift(plan.rules, plan.changes, line->time_zone, id)};
  if (!plan.changes.empty()) found.change = plan.changes.front();
  return found;
}

Result<FoundShift> find_coming_shift(store::Reading& store, const Lines& lines,
                                     const routing::ShiftId& id) {
  auto found = find_shift(store, lines, id);
  if (!found) return found;
  if (!found->shift) return routing::problem(ProblemCode::not_found, "the shift is cancelled");
  if (found->shift->ends <= store.now) return routing::problem(ProblemCode::shift_over, "over");
  return found;
}

Result<routing::Shift> keep_change(store::Writing& store, FoundShift& found) {
  store::rota::keep(store, found.change);
  store::rota::look_now(store, found.line->id);
  found.shift = routing::shift(std::array{found.rule}, std::array{found.change},
                               found.line->time_zone, found.change.shift);
  if (!found.shift) {
    return routing::problem(ProblemCode::bad_shift, "begins: the clock skips all of it");
  }
  return *found.shift;
}

nlohmann::json told_of(const routing::Shift& shift) {
  return {{"shift", shift.id.text()},
          {"starts", routing::format_instant(shift.starts)},
          {"ends", routing::format_instant(shift.ends)}};
}

void record_rota(store::Writing& store, routing::EventKind kind, routing::LineId line,
                 routing::StaffId by, const nlohmann::json& data) {
  store::events::append(store, {.kind = kind, .line = line, .actor = by, .data = data.dump()});
}

bool may_work(store::Reading& store, routing::StaffId who, routing::LineId line) {
  const auto row = store::staff::find(store, who);
  return row && row->staff.enabled && routing::works(row->staff, line);
}

}  // namespace warmline::flows
