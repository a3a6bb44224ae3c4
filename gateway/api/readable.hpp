// Who may look at a line, and who may read a conversation, with how much of its thread.
#pragma once

#include "gateway/store/database.hpp"
#include "routing/conversation.hpp"
#include "routing/ids.hpp"
#include "routing/result.hpp"
#include "routing/staff.hpp"

namespace warmline::api {

// Who works there, and how it stands: for those who work it, and for coordinators.
bool may_look_at(const routing::Staff& who, routing::LineId line);

// Its owner, the peer it is offered to, the peers of its line while it waits, the peer who had it
// last when it is closed, while they work its line, and coordinators; forbidden for others, with
// who has it for those who work its line.
routing::Result<void> may_read(const routing::Conversation& conversation,
                               const routing::Staff& who);

// The conversation; not_found where there is none, forbidden as above.
routing::Result<routing::Conversation> find_readable(store::Reading& store,
                                                     routing::ConversationId id,
                                                     const routing::Staff& who);

// Up to when they may read what was said in a thread, that moment included, through any of its
// conversations. Whoever had one last reads up to its close: what the texter says later, to
// somebody else, is not theirs. All others of may_read() read all of it: Instant::max(). not_found,
// forbidden.
routing::Result<routing::Instant> readable_until(store::Reading& store, routing::ThreadId thread,
                                                 const routing::Staff& who);
// The same for a conversation's thread.
routing::Result<routing::Instant> readable_until(store::Reading& store,
                                                 const routing::Conversation& conversation,
                                                 const routing::Staff& who);

}  // namespace warmline::api
