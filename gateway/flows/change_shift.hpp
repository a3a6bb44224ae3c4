// One shift, and not the others of its rule. Each answers with the shift as it is afterwards.
// not_found: there is no such shift, or (but for restore_shift) it is cancelled; shift_over: it has
// ended.
#pragma once

#include <optional>

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "routing/rota.hpp"

namespace warmline::flows {

// What is to be different; what is empty stays. `staff` empty inside: it is open.
struct ShiftWanted {
  std::optional<std::optional<routing::StaffId>> staff;
  std::optional<routing::Day> day;
  std::optional<std::chrono::minutes> begins;
  std::optional<std::chrono::minutes> ends;  // by the clock; no later than `begins`: the day after
};

using ShiftChanged = awaitable<Result<routing::Shift>>;

// A coordinator moves it, or gives it to somebody, without a swap. Also bad_shift.
ShiftChanged change_shift(StoreThread& store, const Lines& lines, routing::StaffId by,
                          routing::ShiftId id, ShiftWanted wanted);
// A coordinator cancels it.
awaitable<Result<void>> cancel_shift(StoreThread& store, const Lines& lines, routing::StaffId by,
                                     routing::ShiftId id);
// A coordinator has it be as its rule says again.
ShiftChanged restore_shift(StoreThread& store, const Lines& lines, routing::StaffId by,
                           routing::ShiftId id);
// Somebody takes an open one. Of two who take it at once one has it. Also shift_taken (who),
// forbidden (they do not work its line).
ShiftChanged take_shift(StoreThread& store, const Lines& lines, routing::StaffId by,
                        routing::ShiftId id);

}  // namespace warmline::flows
