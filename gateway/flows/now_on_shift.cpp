#include "gateway/flows/now_on_shift.hpp"

#include <algorithm>

#include "gateway/store/lines.hpp"
#include "gateway/store/rota.hpp"

namespace warmline::flows {

NowOnShift::NowOnShift(store::Reading& store, const Lines& lines,
                       const std::vector<routing::LineId>& which)
    : now_(store.now) {
  for (const auto id : which) {
    const auto* line = lines.find(id);
    if (line == nullptr || !store::rota::has_any(store, id)) continue;
    const auto grace = store::lines::as_set(store, *line).timing.grace;
    const auto from = now_ - grace;
    const auto to = now_ + routing::shift_soon + routing::Duration(1);
    const auto plan = store::rota::plan(store, id, from, to);
    lines_.push_back({routing::shifts(plan.rules, plan.changes, line->time_zone, from, to), grace});
  }
}

std::optional<routing::Instant> NowOnShift::until(routing::StaffId who) const {
  std::optional<routing::Instant> last;
  for (const auto& line : lines_) {
    const auto shift = routing::going_on(line.shifts, who, now_);
    if (shift && (!last || shift->ends > *last)) last = shift->ends;
  }
  return last;
}

bool NowOnShift::is_outside(routing::StaffId who, routing::Presence presence) const {
  if (presence == routing::Presence::off || lines_.empty()) return false;
  return std::ranges::none_of(lines_, [&](const OnLine& line) {
    return std::ranges::any_of(line.shifts, [&](const routing::Shift& shift) {
      return shift.staff == who && now_ >= shift.starts - routing::shift_soon &&
             now_ < shift.ends + line.grace;
    });
  });
}

}  // namespace warmline::flows
