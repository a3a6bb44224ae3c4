// Reminding somebody of their shift: the one place that every reminder goes through.
#pragma once

#include "gateway/store/database.hpp"
#include "routing/line.hpp"
#include "routing/rota.hpp"

namespace warmline::flows {

struct ShiftReminder {
  routing::StaffId staff;
  routing::ShiftCall what;  // anything but over
  routing::Shift shift;
  // What they still have on that line; looked at for `ending` alone.
  int open = 0;
  int resting = 0;
};

// Told to them, and to coordinators, in the inbox; what lies ahead, also on their own phone. Inside
// a store job; each reminder once.
void remind_of_shift(store::Writing& store, const routing::Line& line,
                     const ShiftReminder& reminder);

}  // namespace warmline::flows
