// Takes the words out of texts that stay: the body, media with the pictures kept of them, and what
// the carrier said, with what the search index knows of them. Who, when, its standing and the
// carrier's id are kept, so that counts stay true and a carrier that brings the text again finds it
// known. For forgetting and retention.
#pragma once

#include <optional>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::store::erasing {

// Those of a thread, or of one conversation alone, that are not erased yet; the oldest `most` of
// them. How many there were: fewer than `most` means that none is left.
int erase_texts(Writing& store, routing::TexterId texter, routing::ThreadId thread,
                const std::optional<routing::ConversationId>& conversation, int most);
// The same of media alone; the words stay.
int erase_media(Writing& store, routing::ThreadId thread, routing::ConversationId conversation,
                int most);
// One text outside any conversation.
void erase_text(Writing& store, routing::TexterId texter, routing::TextId id);
void erase_media_of(Writing& store, routing::TextId id);

// A word that left the search index is still in its older parts until they are merged with those
// that say it is gone. Where a round of that stands; kept by whoever goes on with it.
struct Merging {
  std::optional<routing::Instant> since;  // empty: no round has begun
  bool is_done = false;                   // nothing is left to be merged
};
// The next short piece of that work. A round that is not brought to its end begins anew some time.
Merging merge_some(Writing& store, Merging merging);

}  // namespace warmline::store::erasing
