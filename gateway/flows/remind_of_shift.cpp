#include "gateway/flows/remind_of_shift.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/flows/text_staff.hpp"
#include "gateway/store/events.hpp"

namespace warmline::flows {
namespace {

// Of its end the inbox tells, where they are then.
std::optional<routing::StaffText> text_for(routing::ShiftCall what) {
  switch (what) {
    case routing::ShiftCall::day_before:
      return routing::StaffText::shift_day_before;
    case routing::ShiftCall::soon:
      return routing::StaffText::shift_soon;
    case routing::ShiftCall::ending:
    case routing::ShiftCall::over:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

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
  if (const auto which = text_for(reminder.what))
    text_of_shift(store, line, reminder.staff, *which, reminder.shift.starts);
}

}  // namespace warmline::flows
