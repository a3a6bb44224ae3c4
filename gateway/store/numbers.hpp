// What a line's numbers are made of, read by indexes alone: a year of a busy line in a second or
// two.
#pragma once

#include <optional>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/numbers.hpp"

namespace warmline::store::numbers {

// Counts what happened on the line from `from` until before `to`. Until when texts are counted,
// where not all are (tallies.hpp).
std::optional<routing::Instant> count(Reading& store, routing::LineId line, routing::Instant from,
                                      routing::Instant to, routing::NumbersCounter& counter);

}  // namespace warmline::store::numbers
