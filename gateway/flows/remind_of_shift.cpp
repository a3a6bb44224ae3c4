#include "gateway/flows/remind_of_shift.hpp"

#include <nlohmann/json.hpp>

namespace warmline::flows {

void remind_of_shift(store::Writing& store, const routing::Line& line,
                     const ShiftReminder& reminder) {
  nlohmann::json data{{"staff", reminder.staff.text()},
                      {"shift", reminder.shift.id.text()},
                      {"starts", routing::format_instant(reminder.shift.starts)},
                      {"ends", routing::format_instant(reminder.shift.ends)}};
  const bool is_ending = reminder.what == routing::ShiftCall::ending;
  if (is_ending) {
    data["open"] = reminder.open;
    data["resting"] = reminder.resting;
  }
  store::events::append(store, {.kind = is_ending ? routing::EventKind::shift_ending
                                                  : routing::EventKind::shift_reminder,
                                .line = line.id,
                                .data = data.dump()});
}

}  // namespace warmline::flows
