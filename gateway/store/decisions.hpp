// What staff decided about texts that failed, or of which nobody knows whether they left.
#pragma once

#include <optional>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"

namespace warmline::store {

struct Decision {
  routing::StaffId by;
  routing::Instant at{};
  std::optional<routing::TextId> again;  // the one that was sent in its stead; empty: it was left
};

namespace decisions {

std::optional<Decision> on(Reading& store, routing::TextId text);
// In place of an earlier one. From now on nothing happens to this text by itself.
void keep(Writing& store, routing::TextId text, routing::StaffId by,
          const std::optional<routing::TextId>& again);

}  // namespace decisions
}  // namespace warmline::store
