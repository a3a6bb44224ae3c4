// Words that somebody of staff has not sent yet: one reply and one note for each conversation.
// Sealed under the texter's key, they go when the conversation's words go. They are their writer's
// alone: nobody else reads them, whoever has the conversation.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/conversation.hpp"
#include "routing/ids.hpp"
#include "routing/text.hpp"

namespace warmline::store {

struct Draft {
  routing::ConversationId conversation;
  routing::TextKind kind = routing::TextKind::text;
  routing::Body body;        // empty if damaged
  std::int64_t version = 0;  // another one after every change
  routing::Instant changed_at{};
};

namespace drafts {

using DraftId = routing::Id<struct DraftThing>;

std::optional<Draft> find(Reading& store, routing::ConversationId conversation,
                          routing::StaffId staff, routing::TextKind kind);
// All of theirs that were changed before that, the latest first; `most` at the most.
std::vector<Draft> of(Reading& store, routing::StaffId staff, routing::Instant before, int most);

// In place of what was kept before. `body` is not empty. What is kept now.
Draft keep(Writing& store, const routing::Conversation& conversation, routing::StaffId staff,
           routing::TextKind kind, const routing::Body& body);
void remove(Writing& store, routing::ConversationId conversation, routing::StaffId staff,
            routing::TextKind kind);
// These words were sent: the draft that says just that goes with them.
void take_sent(Writing& store, routing::ConversationId conversation, routing::StaffId staff,
               routing::TextKind kind, const routing::Body& sent);

// Takes them away: of one conversation, or of all of a texter's.
void erase(Writing& store, routing::ConversationId conversation);
void erase_all_of(Writing& store, routing::TexterId texter);

}  // namespace drafts
}  // namespace warmline::store
