// The plan of who works when.
#pragma once

#include <optional>

#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::routing {

// One stretch of the rota, already in UTC. `staff` is empty for a shift nobody has taken yet.
struct Shift {
  ShiftId id;
  LineId line;
  std::optional<StaffId> staff;
  Instant starts;
  Instant ends;
};

}  // namespace warmline::routing
