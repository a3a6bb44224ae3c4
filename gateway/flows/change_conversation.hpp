// What staff do with a conversation. Each answers with the conversation as it is afterwards, or
// decide()'s problem (routing/decide.hpp) for that event; not_found when there is no such
// conversation.
#pragma once

#include <optional>
#include <vector>

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "routing/conversation.hpp"
#include "routing/ids.hpp"
#include "routing/text.hpp"

namespace warmline::flows {

using Changed = awaitable<Result<routing::Conversation>>;

Changed accept_offer(StoreThread& store, const Lines& lines, routing::ConversationId id,
                     routing::StaffId by);
Changed pass_offer(StoreThread& store, const Lines& lines, routing::ConversationId id,
                   routing::StaffId by);
Changed claim_conversation(StoreThread& store, const Lines& lines, routing::ConversationId id,
                           routing::StaffId by);
// Without `to`: back to the queue. The note is kept in the thread, before the handoff.
Changed hand_off_conversation(StoreThread& store, const Lines& lines, routing::ConversationId id,
                              routing::StaffId by, std::optional<routing::StaffId> to,
                              std::optional<routing::Body> note);
// A coordinator gives it to somebody.
struct Assignment {
  routing::StaffId to;
  std::optional<routing::Body> note;  // kept in the thread, before it
  bool insist = false;
  // Who had it when the coordinator decided, if that matters: already_claimed where it is somebody
  // else's by now. Empty inside: nobody had it.
  std::optional<std::optional<routing::StaffId>> from;
};
Changed assign_conversation(StoreThread& store, const Lines& lines, routing::ConversationId id,
                            routing::StaffId by, Assignment wanted);
// A coordinator's: back to the queue, from whoever has it.
Changed return_conversation(StoreThread& store, const Lines& lines, routing::ConversationId id,
                            routing::StaffId by);
// The same for all that this person has and is offered on the lines that `by` works: how many.
// forbidden, not_found (no such person).
awaitable<Result<int>> return_all_of(StoreThread& store, const Lines& lines, routing::StaffId who,
                                     routing::StaffId by);
// What the texter wishes for, instead of what was noted before.
Changed note_wishes(StoreThread& store, const Lines& lines, routing::ConversationId id,
                    routing::StaffId by, std::vector<routing::Wish> wishes);
Changed rest_conversation(StoreThread& store, const Lines& lines, routing::ConversationId id,
                          routing::StaffId by, routing::Instant until);
Changed close_conversation(StoreThread& store, const Lines& lines, routing::ConversationId id,
                           routing::StaffId by);
// The same, having asked the texter to come back: that will be no contact of its own.
Changed close_asking_back(StoreThread& store, const Lines& lines, routing::ConversationId id,
                          routing::StaffId by);
Changed reopen_conversation(StoreThread& store, const Lines& lines, routing::ConversationId id,
                            routing::StaffId by);

// Seen up to now by this person; not recorded as an event.
awaitable<Result<void>> mark_read(StoreThread& store, routing::ConversationId id,
                                  routing::StaffId by);

}  // namespace warmline::flows
