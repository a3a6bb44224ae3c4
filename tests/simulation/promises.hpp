// What has to hold in a simulated world, whatever happened: product.md's promises and its
// "Routing", one function for each. All throw Broken. What can be seen from events alone is in
// record.hpp.
#pragma once

#include <map>

#include "gateway/store/database.hpp"
#include "tests/simulation/ledger.hpp"
#include "tests/simulation/record.hpp"

namespace warmline::simulation {

// The rows of all that is not closed.
using Rows = std::map<ConversationId, routing::Conversation>;
Rows live_rows(store::Reading& store);

struct Seen {
  store::Reading& store;
  const Rows& rows;
  Record& record;  // hears what rows alone tell
  Ledger& ledger;
  Instant now;
  Instant service_now;  // by which the service goes: it stands still when the clock is set back
};

// At every moment.
void the_events_tell_what_is(const Seen& seen);
void an_owner_is_on(const Seen& seen);
void who_is_unanswered_waits(const Seen& seen);
void what_was_taken_is_kept(const Seen& seen);

// Once the line has had time to act on the time that has passed.
void no_offer_is_held_past_its_time(const Seen& seen);
void no_rest_is_longer_than_was_said(const Seen& seen);
void silence_is_broken(const Seen& seen);
void nobody_waits_while_somebody_is_free(const Seen& seen);
void who_waits_on_a_closed_line_was_told(const Seen& seen);

// When all that was going on has come to its end, and everybody had time.
void every_text_came_in(const Seen& seen);
void every_reply_was_tried(const Seen& seen);

}  // namespace warmline::simulation
