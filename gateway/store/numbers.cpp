#include "gateway/store/numbers.hpp"

#include <unordered_map>

#include "gateway/store/tallies.hpp"

namespace warmline::store::numbers {
namespace {

using routing::Instant;
using routing::LineId;
using routing::NumbersCounter;
using Unanswered = NumbersCounter::Unanswered;

// How many of those that began at that moment nobody has answered, and are not closed. (All states
// are named, so that SQLite takes the index of the live ones, not that of all that ever began.)
std::unordered_map<std::int64_t, int> still_waiting(Reading& store, LineId line, Instant from,
                                                    Instant to) {
  auto rows = store.db.query(
      "SELECT opened_at FROM conversations WHERE line = ?1 AND state <> 'closed'"
      " AND state IN ('waiting', 'offered', 'open', 'resting') AND +opened_at >= ?2 AND +opened_at "
      "< ?3 AND +first_reply_at IS NULL",
      line, from, to);
  std::unordered_map<std::int64_t, int> waiting;
  while (rows.next()) ++waiting[rows.get<std::int64_t>(0)];
  return waiting;
}

void count_begun(Reading& store, LineId line, Instant from, Instant to, NumbersCounter& counter) {
  auto waiting = still_waiting(store, line, from, to);
  auto rows = store.db.query(
      "SELECT opened_at, first_reply_at FROM conversations"
      " WHERE line = ?1 AND opened_at >= ?2 AND opened_at < ?3",
      line, from, to);
  while (rows.next()) {
    const auto begun = rows.get<Instant>(0);
    if (const auto reply = rows.get<std::optional<Instant>>(1)) {
      counter.answered(begun, *reply);
      continue;
    }
    const auto live = waiting.find(begun.time_since_epoch().count());
    const bool waits = live != waiting.end() && live->second-- > 0;
    counter.unanswered(begun, waits ? Unanswered::waits : Unanswered::left);
  }
}

void count_ended(Reading& store, LineId line, Instant from, Instant to, NumbersCounter& counter) {
  // Whether it is closed stands in `closed_at` too; with `state` every row would have to be read.
  auto rows = store.db.query(
      "SELECT closed_at FROM conversations"
      " WHERE line = ?1 AND closed_at >= ?2 AND closed_at < ?3",
      line, from, to);
  while (rows.next()) counter.ended(rows.get<Instant>(0));
}

void count_failed(Reading& store, LineId line, Instant from, Instant to, NumbersCounter& counter) {
  auto rows = store.db.query(
      "SELECT t.at FROM texts t JOIN threads h ON h.id = t.thread"
      " WHERE t.status = 'failed' AND t.at >= ?2 AND t.at < ?3 AND h.line = ?1",
      line, from, to);
  while (rows.next()) counter.failed(rows.get<Instant>(0));
}

}  // namespace

std::optional<Instant> count(Reading& store, LineId line, Instant from, Instant to,
                             NumbersCounter& counter) {
  count_begun(store, line, from, to, counter);
  count_ended(store, line, from, to, counter);
  count_failed(store, line, from, to, counter);
  const auto texts = tallies::of_line(store, line, from, to);
  for (const auto& [quarter, counts] : texts.counts) counter.texts(quarter, counts);
  return texts.counted_until;
}

}  // namespace warmline::store::numbers
