// Somebody comes on, takes a break or goes: what they have on every line goes by it. Inside store
// jobs.
#pragma once

#include <span>

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"
#include "routing/decide.hpp"

namespace warmline::flows {

// Someone's presence, on every line they work: the conversations it frees go back to their queues.
// Same presence again: nothing.
void change_presence(store::Writing& store, const Lines& lines, routing::StaffId who,
                     routing::Presence presence);

// Their shift on this line is over, with its grace: what they still have there goes back to its
// queue. `goes_off`: they go off, and what they have on other lines goes back as well.
void end_shift(store::Writing& store, const Lines& lines, const routing::Line& line,
               routing::StaffId who, bool goes_off);

// What was done on one line put somebody on break, or off: their conversations on the other lines
// go back as well.
void follow_presence(store::Writing& store, const Lines& lines, routing::LineId done,
                     std::span<const routing::Action> actions);

}  // namespace warmline::flows
