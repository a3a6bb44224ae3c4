// A text of the line's own that the carrier has on record and we do not, as after a restore: it
// goes back into its thread. Who wrote it is not on that record.
#pragma once

#include "gateway/carriers/carrier.hpp"
#include "gateway/flows/store_thread.hpp"
#include "routing/line.hpp"

namespace warmline::flows {

// Keeps it at the end of its thread, with when it was sent and what became of it, and records
// text_came_again; or, where it is one of ours that is unknown since the restore, settles that.
// False where nothing is done: it is known; nobody of that number is known here; it went to a phone
// of staff; or it may be one that is on its way, or looked for, right now.
// `line` and `carrier`, the line's, must outlive it.
awaitable<Result<bool>> bring_back(StoreThread& store, const routing::Line& line,
                                   const carriers::Carrier& carrier, carriers::ListedText sent);

}  // namespace warmline::flows
