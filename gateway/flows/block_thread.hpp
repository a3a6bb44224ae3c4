// A coordinator stops taking a texter's texts on this line for a while. They are kept in the
// thread; they start, wake and answer nothing, and nobody is shown them as unread. What they say of
// STOP, START and FORGET holds all the same. Each answers with the conversation as it is
// afterwards, or decide()'s problem (routing/decide.hpp); not_found when there is no such
// conversation.
#pragma once

#include "gateway/flows/change_conversation.hpp"
#include "routing/instant.hpp"
#include "routing/text.hpp"

namespace warmline::flows {

// Closes what is live in the thread. Also: forgotten.
Changed block_thread(StoreThread& store, const Lines& lines, routing::ConversationId id,
                     routing::StaffId by, routing::Instant until, routing::Body reason);
// Nothing where it is not blocked.
Changed unblock_thread(StoreThread& store, const Lines& lines, routing::ConversationId id,
                       routing::StaffId by);

}  // namespace warmline::flows
