// Threads whose texts are not taken for a while. The reason is sealed under the texter's key; it
// stays for as long as they are not forgotten, whatever becomes of the texts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/conversation.hpp"
#include "routing/ids.hpp"
#include "routing/text.hpp"

namespace warmline::store::blocks {

using BlockId = routing::Id<struct BlockThing>;

// From now until `until`, in place of a block that is in force.
void block(Writing& store, const routing::Conversation& conversation, routing::StaffId by,
           routing::Instant until, const routing::Body& reason);
// Ends the one in force, if there is one.
void lift(Writing& store, routing::ThreadId thread, routing::StaffId by);

struct Shown {
  routing::ConversationId conversation;  // where it was done
  routing::Body reason;                  // empty once they are forgotten, and if damaged
  routing::Instant blocked_at{};
  routing::StaffId blocked_by;
  routing::Instant until{};
  std::optional<routing::Instant> lifted_at;
  std::optional<routing::StaffId> lifted_by;
};
// The one in force.
std::optional<Shown> in_force(Reading& store, routing::ThreadId thread);
// Every one there was, oldest first.
std::vector<Shown> of_thread(Reading& store, routing::ThreadId thread);

// Takes away the reasons.
void erase_all_of(Writing& store, routing::TexterId texter);

}  // namespace warmline::store::blocks
