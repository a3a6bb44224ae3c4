// Swaps: somebody asks somebody else to take their shift, perhaps for one of theirs.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/rota.hpp"

namespace warmline::store {

// asked -> accepted by the other -> approved by a coordinator; declined by any of them before that.
enum class SwapState { asked, accepted, approved, declined };
std::string_view to_string(SwapState state);
std::optional<SwapState> parse_swap_state(std::string_view text);

struct Swap {
  routing::SwapId id;
  routing::LineId line;
  routing::ShiftId shift;
  routing::StaffId asked_by;                  // whose shift it is
  routing::StaffId asked;                     // who is to take it
  std::optional<routing::ShiftId> in_return;  // that goes the other way, where one does
  SwapState state = SwapState::asked;
  routing::Instant asked_at{};
};

namespace swaps {

void add(Writing& store, const Swap& swap);
void set_state(Writing& store, routing::SwapId id, SwapState state);
std::optional<Swap> find(Reading& store, routing::SwapId id);
// Those asked or accepted and not decided, the oldest first; of `staff` those alone that concern
// them.
std::vector<Swap> undecided(Reading& store, routing::LineId line,
                            std::optional<routing::StaffId> staff);

}  // namespace swaps
}  // namespace warmline::store
