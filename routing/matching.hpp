// Who is next in the queue, and for whom (product.md, "Who is next, and for whom").
#pragma once

#include <span>

#include "routing/conversation.hpp"
#include "routing/instant.hpp"
#include "routing/line.hpp"
#include "routing/staff.hpp"

namespace warmline::routing {

// The order of the queue: urgent, then returned, then the rest; within each the longest waiting;
// then the lower id.
bool ahead(const Conversation& left, const Conversation& right);

// At their capacity or above it.
bool is_full(const Peer& peer);

// Whether they meet every wish that nobody can do without meeting.
bool suits(const Conversation& conversation, const Peer& peer);
// The texter asked not to have them.
bool is_unwanted(const Conversation& conversation, StaffId who);

// Whether the line may offer `conversation` to `peer` by itself: a peer, on, of this line, below
// capacity, speaking the language that was asked for, not somebody the texter asked not to have,
// and not one who passed within `timing.page`.
bool eligible(const Conversation& conversation, const Peer& peer, const Line& line, Instant now);

// The eligible peer to offer it to; null where there is none, or where a wish still waits for
// somebody who meets it.
Peer* best(const Conversation& conversation, std::span<Peer> staff, const Line& line, Instant now);

}  // namespace warmline::routing
