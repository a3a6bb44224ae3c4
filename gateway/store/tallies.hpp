// How many texts each line had, by quarters of an hour: added up behind the texts, in steps, so
// that no text pays for it. What has not been added up yet is counted when it is asked for.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/numbers.hpp"

namespace warmline::store::tallies {

// The beginning of a quarter of an hour.
using Quarter = routing::Instant;

// What a stretch of texts, one after the other, adds to the tallies.
struct Step {
  std::int64_t after = 0;  // it begins behind the text with this number
  std::int64_t until = 0;  // and ends with this one
  std::map<std::pair<routing::LineId, Quarter>, routing::TextCounts> counts;
};

// The next texts that are in no tally, at most about so many. `until` is `after` where there are
// none.
Step next(Reading& store, int texts_most);
// Nothing where the tallies have gone on since the step was read.
void add(Writing& store, const Step& step);

// What a line had from `from` until before `to`, quarter by quarter, each once or more.
// `counted_until`: texts that came later are not in it, since too many of them have to be added up
// first; empty when all are.
struct Found {
  std::map<Quarter, routing::TextCounts> counts;
  std::optional<routing::Instant> counted_until;
};
Found of_line(Reading& store, routing::LineId line, routing::Instant from, routing::Instant to);

}  // namespace warmline::store::tallies
