// Calendars of the rota at secret addresses: one for each person, and one for each line. Only
// hashes of the secrets are kept.
#pragma once

#include <optional>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"

namespace warmline::store::rota_feeds {

// Whose shifts it shows: one person's on all lines, or everybody's on one line. Exactly one is set.
struct Feed {
  std::optional<routing::StaffId> staff;
  std::optional<routing::LineId> line;
};

// The one there was before ends.
void renew(Writing& store, const Bytes& token_hash, const Feed& feed, routing::StaffId by);
// Empty also where whoever made it is disabled, and for a line's where they are no coordinator any
// more.
std::optional<Feed> find(Reading& store, const Bytes& token_hash);

}  // namespace warmline::store::rota_feeds
