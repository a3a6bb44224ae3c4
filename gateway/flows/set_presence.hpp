// A member of staff says what they are doing now.
#pragma once

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "routing/ids.hpp"
#include "routing/staff.hpp"

namespace warmline::flows {

// On a break, whatever waits for them goes back to the queue; off, everything they have does.
// not_found: no such member.
awaitable<Result<void>> set_presence(StoreThread& store, const Lines& lines, routing::StaffId who,
                                     routing::Presence presence);

}  // namespace warmline::flows
