// What staff do about flags. Each answers with the conversation as it is afterwards, or decide()'s
// problem (routing/decide.hpp) for that event; not_found when there is no such conversation.
#pragma once

#include <optional>

#include "gateway/flows/change_conversation.hpp"
#include "routing/text.hpp"

namespace warmline::flows {

// The note is kept in the thread, before what it explains.
Changed raise_flag(StoreThread& store, const Lines& lines, routing::ConversationId id,
                   routing::StaffId by, routing::Body note);
// Without `which`: all that stand.
Changed clear_flags(StoreThread& store, const Lines& lines, routing::ConversationId id,
                    routing::StaffId by, std::optional<routing::FlagId> which, routing::Body note);

// The texter wishes to hear nothing more: the same as their STOP.
Changed opt_out_texter(StoreThread& store, const Lines& lines, routing::ConversationId id,
                       routing::StaffId by);

}  // namespace warmline::flows
