// A member of staff writes: to the texter, or a note that only staff see.
#pragma once

#include <string>

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/texts.hpp"
#include "routing/ids.hpp"
#include "routing/text.hpp"

namespace warmline::flows {

struct Written {
  store::Text text;
  bool written_before = false;  // the same client_id came before: nothing was changed
};

// Puts a reply into the outbox. The same `client_id` from the same author again is the same reply.
// Problems: decide()'s for Replied, not_found.
awaitable<Result<Written>> send_reply(StoreThread& store, const Lines& lines,
                                      routing::ConversationId conversation, routing::StaffId by,
                                      routing::Body body, std::string client_id);

// Problems: decide()'s for Noted, not_found.
awaitable<Result<store::Text>> add_note(StoreThread& store, const Lines& lines,
                                        routing::ConversationId conversation, routing::StaffId by,
                                        routing::Body body);

}  // namespace warmline::flows
