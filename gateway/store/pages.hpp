// Who is on call, what they were paged for, and who waits longest.
#pragma once

#include <optional>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/paging.hpp"

namespace warmline::store::pages {

// The coordinators of a line who are on call, in order; enabled ones alone.
std::vector<routing::StaffId> on_call(Reading& store, routing::LineId line);
void set_on_call(Writing& store, routing::LineId line, const std::vector<routing::StaffId>& staff);

// Keeps a new one at the job's time; its id and `began_at` are set here.
routing::Page add(Writing& store, routing::Page page);
std::optional<routing::Page> find(Reading& store, routing::PageId id);
// The last one of a line for this reason.
std::optional<routing::Page> latest(Reading& store, routing::LineId line,
                                    routing::PageReason reason);
// Those of a line that began after `since` and nobody has acknowledged, the latest first.
std::vector<routing::Page> unacknowledged(Reading& store, routing::LineId line,
                                          routing::Instant since);

// Whether this conversation of the line, flagged at `since`, was paged for since then, or after
// `lately`, or somebody has acknowledged any page for a flag since it was.
bool is_told(Reading& store, routing::LineId line, routing::ConversationId flagged,
             routing::Instant since, routing::Instant lately);

// The next one is texted then; empty: it is over.
void set_escalation(Writing& store, routing::PageId id, std::optional<routing::Instant> at);
// All of them are over.
void end_all(Writing& store);
// By this person, now; it is over. False when somebody had.
bool acknowledge(Writing& store, routing::PageId id, routing::StaffId by);

// When the next one escalates, over all lines.
std::optional<routing::Instant> next_escalation(Reading& store);

// Since when the one who waits longest in a line's queue has waited.
std::optional<routing::Instant> waiting_since(Reading& store, routing::LineId line);
// How many wait in it; no more than these are counted, so that a long queue is told of as quickly.
inline constexpr int waiting_counted_most = 1000;
int count_waiting(Reading& store, routing::LineId line);

}  // namespace warmline::store::pages
