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

}  // namespace warmline::routing
