// Who is on shift now, as a list of people shows it.
#pragma once

#include <optional>
#include <vector>

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"
#include "routing/rota.hpp"
#include "routing/staff.hpp"

namespace warmline::flows {

class NowOnShift {
 public:
  // As far as these lines go; all of them are configured. Valid for the job.
  NowOnShift(store::Reading& store, const Lines& lines, const std::vector<routing::LineId>& which);

  // When the shift ends that they are on; the last, where there are several.
  std::optional<routing::Instant> until(routing::StaffId who) const;
  // Whether they are there although none of their shifts is going on: neither begins within
  // shift_soon, nor ended less than the line's grace ago. Never where no line has a rota.
  bool is_outside(routing::StaffId who, routing::Presence presence) const;

 private:
  struct OnLine {
    std::vector<routing::Shift> shifts;
    routing::Duration grace;
  };
  routing::Instant now_;
  std::vector<OnLine> lines_;
};

}  // namespace warmline::flows
