#include "gateway/store/tallies.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace warmline::store::tallies {
namespace {

using routing::Instant;
using routing::LineId;

// So many are counted while somebody waits for the answer: some tenths of a second.
constexpr std::int64_t counted_at_once = 200'000;

std::int64_t tallied(Reading& store) {
  auto row = store.db.query("SELECT seq FROM tallied");
  if (!row.next()) throw Corrupt("nothing says how far texts were added up");
  return row.get<std::int64_t>(0);
}

std::int64_t newest(Reading& store) {
  auto row = store.db.query("SELECT max(seq) FROM texts");
  row.next();
  return row.get<std::optional<std::int64_t>>(0).value_or(0);
}

std::int64_t number_of(Quarter quarter) {
  return std::chrono::floor<std::chrono::minutes>(quarter.time_since_epoch()) /
         routing::quarter_of_hour;
}

Quarter quarter_numbered(std::int64_t number) {
  return Quarter(routing::quarter_of_hour * number);
}

Quarter quarter_of(Instant at) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(at.time_since_epoch());
  return Quarter(minutes - minutes % routing::quarter_of_hour);
}

void count(routing::TextCounts& counts, bool is_in, bool is_automatic) {
  ++(is_in ? counts.in : is_automatic ? counts.automatic : counts.out);
}

void add_tallied(Reading& store, LineId line, Instant from, Instant to, Found& found) {
  auto rows = store.db.query(
      "SELECT quarter, texts_in, texts_out, automatic FROM tallies"
      " WHERE line = ?1 AND quarter >= ?2 AND quarter < ?3",
      line, number_of(from), number_of(to));
  while (rows.next()) {
    found.counts[quarter_numbered(rows.get<std::int64_t>(0))] = {
        .in = rows.get<std::int64_t>(1),
        .out = rows.get<std::int64_t>(2),
        .automatic = rows.get<std::int64_t>(3)};
  }
}

void add_since(Reading& store, std::int64_t after, LineId line, Instant from, Instant to,
               Found& found) {
  auto rows = store.db.query(
      "SELECT t.at, t.direction = 'in', t.automatic FROM texts t JOIN threads h ON h.id = t.thread"
      " WHERE t.seq > ?1 AND t.kind = 'text' AND t.at >= ?3 AND t.at < ?4 AND h.line = ?2",
      after, line, from, to);
  while (rows.next()) {
    count(found.counts[quarter_of(rows.get<Instant>(0))], rows.get<bool>(1), rows.get<bool>(2));
  }
}

}  // namespace

Step next(Reading& store, int texts_most) {
  Step step;
  step.after = tallied(store);
  step.until = std::min(newest(store), step.after + texts_most);
  auto rows = store.db.query(
      "SELECT h.line, t.at, t.direction = 'in', t.automatic"
      " FROM texts t JOIN threads h ON h.id = t.thread"
      " WHERE t.seq > ?1 AND t.seq <= ?2 AND t.kind = 'text'",
      step.after, step.until);
  while (rows.next()) {
    const auto quarter = quarter_of(rows.get<Instant>(1));
    count(step.counts[{rows.get<LineId>(0), quarter}], rows.get<bool>(2), rows.get<bool>(3));
  }
  return step;
}

void add(Writing& store, const Step& step) {
  if (tallied(store) != step.after) return;
  for (const auto& [where, counts] : step.counts) {
    store.db
        .query(
            "INSERT INTO tallies (line, quarter, texts_in, texts_out, automatic)"
            " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (line, quarter) DO UPDATE SET"
            " texts_in = texts_in + excluded.texts_in, texts_out = texts_out + excluded.texts_out,"
            " automatic = automatic + excluded.automatic",
            where.first, number_of(where.second), counts.in, counts.out, counts.automatic)
        .run();
  }
  store.db.query("UPDATE tallied SET seq = ?1", step.until).run();
}

Found of_line(Reading& store, LineId line, Instant from, Instant to) {
  Found found;
  add_tallied(store, line, from, to, found);
  const auto after = tallied(store);
  if (newest(store) - after <= counted_at_once) {
    add_since(store, after, line, from, to, found);
    return found;
  }
  auto last =
      store.db.query("SELECT at FROM texts WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1", after);
  found.counted_until = last.next() ? last.get<Instant>(0) : Instant{};
  return found;
}

}  // namespace warmline::store::tallies
