// A member of staff writes: to the texter, or a note that only staff see.
#pragma once

#include <optional>
#include <string>

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/texts.hpp"
#include "routing/conversation.hpp"
#include "routing/decide.hpp"
#include "routing/ids.hpp"
#include "routing/text.hpp"

namespace warmline::flows {

struct Written {
  store::Text text;
  bool written_before = false;  // the same client_id came before: nothing was changed
};

// Puts a reply into the outbox, and takes the draft that it was. The same `client_id` from the same
// author again is the same reply. Problems: decide()'s for `reply`, not_found; malformed where that
// author gave the same id to something else: in another conversation, or a note.
awaitable<Result<Written>> send_reply(StoreThread& store, const Lines& lines,
                                      routing::ConversationId conversation,
                                      routing::happened::Replied reply, routing::Body body,
                                      std::string client_id);

// Keeps a note; the same `client_id`, where there is one, is the same note. Problems: decide()'s
// for Noted, not_found; malformed as for a reply.
awaitable<Result<Written>> add_note(StoreThread& store, const Lines& lines,
                                    routing::ConversationId conversation, routing::StaffId by,
                                    routing::Body body, std::optional<std::string> client_id = {});

// Inside store jobs: the reply itself. Whether `by` may write it has been decided.
routing::TextId put_into_outbox(store::Writing& store, const routing::Conversation& conversation,
                                routing::StaffId by, const routing::Body& body,
                                const std::optional<std::string>& client_id);

}  // namespace warmline::flows
