// What a line looks for in texts, as its coordinators have it.
#pragma once

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "routing/flag.hpp"
#include "routing/ids.hpp"

namespace warmline::flows {

// Puts `list` in place of the line's list for its language, for all texts that come from now on.
// Loop thread.
awaitable<Result<void>> set_flag_list(StoreThread& store, const Lines& lines, routing::LineId line,
                                      routing::FlagList list, routing::StaffId by);

// Looks for what the store has in place of the configured lists: once, at the start.
void take_flag_lists(store::Reading& store, const Lines& lines);

}  // namespace warmline::flows
