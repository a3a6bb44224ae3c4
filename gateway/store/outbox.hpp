// Texts that are to be sent, until the carrier has them. Texts to one texter leave in the order
// they were written: the next one goes only when the one before it is settled.
#pragma once

#include <optional>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::store {

struct Outgoing {
  routing::TextId text;
  routing::ThreadId thread;
  int tries = 0;  // how often it was handed to the carrier before
};

namespace outbox {

void add(Writing& store, routing::TextId text, routing::ThreadId thread);

// The first of each thread that has none under way, where its time has come; `most` at the most,
// the oldest first.
std::vector<Outgoing> due(Reading& store, int most);
// When the next one is due, leaving out threads that have one under way.
std::optional<routing::Instant> next_due(Reading& store);

void mark_sending(Writing& store, routing::TextId text);
// It was certainly not taken: again at `next`.
void put_back(Writing& store, routing::TextId text, routing::Instant next);
// Sent, failed or unknown: it is no longer to be sent.
void remove(Writing& store, routing::TextId text);

// Those that were being handed over when the program ended: nobody knows whether the carrier has
// them.
std::vector<routing::TextId> interrupted(Reading& store);

}  // namespace outbox
}  // namespace warmline::store
