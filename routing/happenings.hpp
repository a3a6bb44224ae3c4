// Within routing/: what each event does to a turn. decide() calls them and takes the turn's
// actions; after a problem it takes none. What each may return is said at decide().
#pragma once

#include "routing/decide.hpp"
#include "routing/turn.hpp"

namespace warmline::routing {

// decide_text.cpp
Result<void> apply(Turn& turn, const happened::TextArrived& text);
Result<void> apply(Turn& turn, const happened::StillWaits& event);
// decide_conversation.cpp
Result<void> apply(Turn& turn, const happened::Replied& event);
Result<void> apply(Turn& turn, const happened::Noted& event);
Result<void> apply(Turn& turn, const happened::Rested& event);
Result<void> apply(Turn& turn, const happened::Closed& event);
Result<void> apply(Turn& turn, const happened::Reopened& event);
Result<void> apply(Turn& turn, const happened::Wished& event);
Result<void> apply(Turn& turn, const happened::OptedOut& event);
// decide_flag.cpp
Result<void> apply(Turn& turn, const happened::Flagged& event);
Result<void> apply(Turn& turn, const happened::Unflagged& event);
// decide_block.cpp
Result<void> apply(Turn& turn, const happened::Blocked& event);
Result<void> apply(Turn& turn, const happened::Unblocked& event);
// decide_owner.cpp
Result<void> apply(Turn& turn, const happened::Accepted& event);
Result<void> apply(Turn& turn, const happened::Passed& event);
Result<void> apply(Turn& turn, const happened::Claimed& event);
Result<void> apply(Turn& turn, const happened::HandedOff& event);
Result<void> apply(Turn& turn, const happened::Returned& event);
Result<void> apply(Turn& turn, const happened::Assigned& event);
// decide_presence.cpp
Result<void> apply(Turn& turn, const happened::PresenceSet& event);
Result<void> apply(Turn& turn, const happened::ShiftEnded& event);
Result<void> apply(Turn& turn, const happened::Tick& event);
Result<void> apply(Turn& turn, const happened::SeatFree& event);

// Shared by them.

// The event's live conversation, if `by` owns it or coordinates the line: not_found, forbidden,
// conversation_closed, not_owner (who).
Result<Conversation*> own_live(Turn& turn, StaffId by);
// The texter is to hear nothing more; `by` is empty where they said so themselves.
void stop(Turn& turn, std::optional<StaffId> by);
// Raises what the text's signs call for and does not stand yet.
void raise_signs(Turn& turn, const happened::TextArrived& text);
// On a conversation that has just started: whether it is one contact too many.
void mind_fair_use(Turn& turn);

}  // namespace warmline::routing
