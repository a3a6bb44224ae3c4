// What counts as a contact, for a line's fair use: a conversation that began without the texter
// having been asked to come back.
#pragma once

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"

namespace warmline::store::contacts {

// How many a thread had since then, counted up to `most`.
int count(Reading& store, routing::ThreadId thread, routing::Instant since, int most);

// The texter was asked to come back: what begins next in this thread is no contact.
void ask_back(Writing& store, routing::ThreadId thread);
// That has begun.
void came_back(Writing& store, routing::ThreadId thread, routing::ConversationId conversation);

}  // namespace warmline::store::contacts
