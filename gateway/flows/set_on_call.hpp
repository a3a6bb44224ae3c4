// A coordinator says who is on call for a line, in which order.
#pragma once

#include <vector>

#include "gateway/flows/store_thread.hpp"
#include "routing/ids.hpp"
#include "routing/line.hpp"

namespace warmline::flows {

inline constexpr std::size_t on_call_max = 20;

// Replaces whoever was. malformed: somebody twice, or too many; not_found: somebody who is no
// coordinator of this line.
awaitable<Result<void>> set_on_call(StoreThread& store, const routing::Line& line,
                                    routing::StaffId by, std::vector<routing::StaffId> staff);

// A coordinator of the line, and enabled.
bool may_be_on_call(store::Reading& store, routing::StaffId who, const routing::Line& line);
// Whoever is given; recorded. Inside store jobs.
void keep_on_call(store::Writing& store, routing::LineId line, routing::StaffId by,
                  const std::vector<routing::StaffId>& staff);

}  // namespace warmline::flows
