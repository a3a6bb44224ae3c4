// Somebody asks somebody else to take their shift, perhaps for one of theirs; the other accepts; a
// coordinator approves, and only then the rota changes. swap_over: it was decided, or a shift in it
// is no longer whose it was, or is over.
#pragma once

#include <optional>

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/swaps.hpp"
#include "routing/rota.hpp"

namespace warmline::flows {

// Somebody has so many swaps waiting at the most, of a line.
inline constexpr int swaps_max = 50;

struct SwapWanted {
  routing::StaffId asked;
  std::optional<routing::ShiftId> in_return;
};

using Swapped = awaitable<Result<store::Swap>>;

// not_found (the shift; or whom they ask does not work its line), shift_over, forbidden (it is not
// their shift), bad_shift (what is asked for in return is not the other's to come on that line, or
// too many wait).
Swapped ask_swap(StoreThread& store, const Lines& lines, routing::StaffId by, routing::ShiftId id,
                 SwapWanted wanted);
// By whom was asked. not_found, forbidden, swap_over.
Swapped accept_swap(StoreThread& store, const Lines& lines, routing::StaffId by,
                    routing::SwapId id);
// By a coordinator, when it was accepted. not_found, forbidden (it was not accepted yet),
// swap_over.
Swapped approve_swap(StoreThread& store, const Lines& lines, routing::StaffId by,
                     routing::SwapId id);
// By either of the two, or by a coordinator. not_found, forbidden, swap_over.
Swapped decline_swap(StoreThread& store, const Lines& lines, routing::StaffId by,
                     routing::SwapId id);

// Whether it could still be accepted or approved.
bool is_good(store::Reading& store, const Lines& lines, const store::Swap& swap);

}  // namespace warmline::flows
