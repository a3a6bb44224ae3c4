// Texts that are to be sent, until it is known what became of them. Texts to one texter leave in
// the order they were written: the next one goes only when the one before it is settled. One whose
// outcome is not known is looked for in the carrier's list; while it is, it holds up those behind
// it, but not for ever.
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

// One that the carrier may or may not have.
struct Sought {
  routing::TextId text;
  routing::ThreadId thread;
  int tries = 0;                    // as above, the one in question included
  routing::Instant attempted_at{};  // when it was last handed over
};

namespace outbox {

void add(Writing& store, routing::TextId text, routing::ThreadId thread);

// The first of each thread that has none under way and none that is looked for and was handed over
// after `holding_up`, where its time has come; `most` at the most, the oldest first.
std::vector<Outgoing> due(Reading& store, int most, routing::Instant holding_up);
// When the next one is due; those of a thread that is held up count from when that ends, which is
// `longest` after the one in front was handed over.
std::optional<routing::Instant> next_due(Reading& store, routing::Duration longest);

void mark_sending(Writing& store, routing::TextId text);
// It was certainly not taken: again at `next`. False where it is not to leave any more, since they
// were forgotten meanwhile.
bool put_back(Writing& store, routing::TextId text, routing::Instant next);
// The outcome is not known: look into the carrier's list at `next`. Again: look once more.
void look(Writing& store, routing::TextId text, routing::Instant next);
// Sent or failed: it is no longer to be sent, nor looked for.
void remove(Writing& store, routing::TextId text);
// It was looked for in vain for so long that only somebody's asking has it looked for once more.
void give_up(Writing& store, const Sought& sought);
// As it was then; empty for one that was not.
std::optional<Sought> given_up(Reading& store, routing::TextId text);

// Those that were being handed over when the program ended: nobody knows whether the carrier has
// them.
std::vector<Sought> interrupted(Reading& store);
// Those whose next look is due; `most` at the most.
std::vector<Sought> to_look_for(Reading& store, int most);
// While it is looked for; empty once it is settled.
std::optional<Sought> sought(Reading& store, routing::TextId text);
std::optional<routing::Instant> next_look(Reading& store);
// Those of this thread that were handed over, and of which it is not known yet what became of them.
std::vector<routing::TextId> under_way(Reading& store, routing::ThreadId thread);

}  // namespace outbox
}  // namespace warmline::store
