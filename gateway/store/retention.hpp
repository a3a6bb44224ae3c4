// What a line no longer keeps: the words or the media of conversations that were closed long enough
// ago, and of texts outside any conversation that are as old. Never of one that is live, or that
// has a text on its way.
#pragma once

#include <optional>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::store::retention {

// What was closed, or came outside any conversation, before this; empty: nothing.
struct Due {
  std::optional<routing::Instant> texts_before;
  std::optional<routing::Instant> media_before;
};

struct Erased {
  int texts = 0;  // with their notes, and whatever media they had
  int media = 0;  // texts that lost their media alone
  bool is_all = true;

  bool operator==(const Erased&) const = default;
};

// The next piece of the work for one line, about `most` texts.
Erased erase_some(Writing& store, routing::LineId line, const Due& due, int most);

// Records what was done.
void record(Writing& store, routing::LineId line, const Erased& erased);

}  // namespace warmline::store::retention
