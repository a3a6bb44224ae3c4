// Somebody writes, and has not sent it yet.
#pragma once

#include <cstdint>
#include <optional>

#include "gateway/flows/store_thread.hpp"
#include "gateway/store/drafts.hpp"
#include "routing/ids.hpp"
#include "routing/text.hpp"

namespace warmline::flows {

struct DraftKept {
  // What is kept now; empty where nothing is.
  std::optional<store::Draft> draft;
  // Other words were kept since the version they were written over: nothing was changed, and
  // `draft` is what says them.
  bool was_changed = false;
};

// Keeps what they are writing in place of the draft of that version; an empty body takes it away.
// What they wrote over something else is never lost: that comes back instead. Where nothing is
// kept, any version will do. Problems: not_found (no such conversation), forgotten,
// conversation_closed (its words are gone).
awaitable<Result<DraftKept>> keep_draft(StoreThread& store, routing::ConversationId conversation,
                                        routing::StaffId by, routing::TextKind kind,
                                        routing::Body body, std::optional<std::int64_t> version);

}  // namespace warmline::flows
