// One step of routing inside a store job: load what decide() sees, decide, apply what it says.
#pragma once

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"
#include "routing/decide.hpp"

namespace warmline::flows {

// For one conversation, for a member of staff or the line itself. What it is afterwards.
routing::Result<routing::Conversation> take_step(store::Writing& store, const Lines& lines,
                                                 routing::ConversationId id,
                                                 const routing::Event& event);

}  // namespace warmline::flows
