// A thread as people read it: texts, notes and what happened, in one order.
#pragma once

#include <nlohmann/json.hpp>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::api {

// The newest items before `before`, oldest first, and a cursor for those older still. `most` items,
// and more where the oldest ones have one time: what one change left is never on two pages.
// Of one time: what began the conversation, then texts and notes, then what came of them.
nlohmann::json history_page(store::Reading& store, routing::ThreadId thread,
                            routing::Instant before, int most);

// The same for the oldest items after `after` and up to `until`. `newer` is the cursor for those
// newer still, up to `until`.
nlohmann::json history_page_after(store::Reading& store, routing::ThreadId thread,
                                  routing::Instant after, routing::Instant until, int most);

// About half of them up to `at`, itself included, and half after it, up to `until`; both cursors.
nlohmann::json history_page_around(store::Reading& store, routing::ThreadId thread,
                                   routing::Instant at, routing::Instant until, int most);

}  // namespace warmline::api
