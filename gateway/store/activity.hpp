// Looking back on the record (events.hpp), newest first, as far as one wants to know.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "gateway/store/database.hpp"
#include "gateway/store/events.hpp"

namespace warmline::store::activity {

// So many events are looked at for one page from each place they are looked for in: a page may hold
// fewer than were asked for, and more may follow all the same.
inline constexpr int looked_at_max = 20'000;

struct Wanted {
  std::vector<routing::EventKind> kinds;  // empty: all
  std::optional<routing::StaffId> actor;
  std::optional<routing::ConversationId> conversation;
  std::optional<std::vector<routing::LineId>> lines;  // also what is of no line, unless `line`
  std::optional<routing::LineId> line;
  std::optional<routing::Instant> from;                            // this one too
  std::optional<routing::Instant> until;                           // not this one
  std::int64_t before = std::numeric_limits<std::int64_t>::max();  // a seq
  int most = 50;
  int look_at = looked_at_max;
};

struct Page {
  std::vector<Event> events;
  std::optional<std::int64_t> next;  // `before` of the next page; empty: there is none
};

Page look_back(Reading& store, const Wanted& wanted);

}  // namespace warmline::store::activity
