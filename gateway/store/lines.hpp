// The lines: what the configuration knows them by (their number) and the id everything else refers
// to.
#pragma once

#include <optional>
#include <string>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/phone_number.hpp"

namespace warmline::store::lines {

// The id of the line with this number; kept when it is new, renamed when its name has changed.
routing::LineId keep(Writing& store, const routing::PhoneNumber& number, const std::string& name);

// Since when this line's texts are ours to keep, and until when they were compared with the
// carrier's own list: by the carrier's clock; empty before the first time.
struct Kept {
  routing::Instant added_at{};
  std::optional<routing::Instant> caught_up_until;
};
Kept kept(Reading& store, routing::LineId line);
void set_caught_up(Writing& store, routing::LineId line, routing::Instant until);

}  // namespace warmline::store::lines
