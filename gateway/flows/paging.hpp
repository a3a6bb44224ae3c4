// Texts whoever is on call for a line when it needs somebody: inside store jobs. Who, and when, is
// decided in routing/paging.
#pragma once

#include <optional>

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/line.hpp"
#include "routing/paging.hpp"

namespace warmline::flows {

// A conversation of the line was flagged urgent: pages for it, as soon as a page that is under way
// for another one is over. Nothing where a coordinator flagged it, who knows.
void tell_of_urgent(store::Writing& store, const routing::Line& line);

// `who` was put on a break by offers that lapsed: tells them on their phone, and pages.
void tell_of_lapses(store::Writing& store, const routing::Line& line, routing::StaffId who);

// Time has passed: pages where somebody waits for too long, and for who is flagged and nobody was
// told of, and the next one on call where nobody acknowledged.
void keep_paging(store::Writing& store, const routing::Line& line);
// When that is to be done next; empty while nobody waits.
std::optional<routing::Instant> next_paging(store::Reading& store, const Lines& lines);

// A coordinator sees to the line's queue: no one else is paged for what they were to be told of.
void see_to_queue(store::Writing& store, const routing::Line& line, routing::StaffId by);

// Whether a page of the last hour was texted to them and nobody has acknowledged it.
bool awaits_acknowledgement(store::Reading& store, const routing::Line& line, routing::StaffId who);
// OK from a phone, texted at `said_at`: acknowledges what this line paged for in the hour before
// and nobody has acknowledged. False when there is nothing of that kind, or they are no
// coordinator.
bool acknowledge_latest(store::Writing& store, const routing::Line& line, routing::StaffId by,
                        routing::Instant said_at);

// One page, by a coordinator; again changes nothing. not_found.
awaitable<Result<routing::Page>> acknowledge_page(StoreThread& store, routing::PageId id,
                                                  routing::StaffId by);

}  // namespace warmline::flows
