#include "gateway/store/outbox.hpp"

namespace warmline::store::outbox {
namespace {

Sought read_sought(const Query& row) {
  return {row.get<routing::TextId>(0), row.get<routing::ThreadId>(1), row.get<int>(2),
          row.get<routing::Instant>(3)};
}

std::vector<Sought> all_of(Query rows) {
  std::vector<Sought> found;
  while (rows.next()) found.push_back(read_sought(rows));
  return found;
}

}  // namespace

void add(Writing& store, routing::TextId text, routing::ThreadId thread) {
  store.db
      .query(
          "INSERT INTO outbox (text, thread, state, tries, next_at, looks)"
          " VALUES (?1, ?2, 'queued', 0, ?3, 0)",
          text, thread, store.now)
      .run();
}

// Rows are in the order in which they were written. Ids follow the clock, which may be set back.
std::vector<Outgoing> due(Reading& store, int most, routing::Instant holding_up) {
  auto rows = store.db.query(
      "SELECT text, thread, tries FROM outbox AS o WHERE state = 'queued' AND next_at <= ?1"
      " AND NOT EXISTS (SELECT 1 FROM outbox AS earlier"
      "  WHERE earlier.thread = o.thread AND earlier.rowid < o.rowid"
      "  AND (earlier.state <> 'looking' OR earlier.attempted_at > ?2))"
      " ORDER BY o.rowid LIMIT ?3",
      store.now, holding_up, most);
  std::vector<Outgoing> found;
  while (rows.next()) {
    found.push_back(
        {rows.get<routing::TextId>(0), rows.get<routing::ThreadId>(1), rows.get<int>(2)});
  }
  return found;
}

std::optional<routing::Instant> next_due(Reading& store, routing::Duration longest) {
  // The first of each thread that does nothing but wait for its time, or for the end of a hold-up.
  auto row = store.db.query(
      "SELECT min(CASE WHEN held_until > next_at THEN held_until ELSE next_at END) FROM ("
      " SELECT o.next_at, (SELECT max(earlier.attempted_at) + ?1 FROM outbox AS earlier"
      "   WHERE earlier.thread = o.thread AND earlier.rowid < o.rowid"
      "   AND earlier.state = 'looking') AS held_until"
      " FROM outbox AS o WHERE o.state = 'queued'"
      " AND NOT EXISTS (SELECT 1 FROM outbox AS earlier"
      "  WHERE earlier.thread = o.thread AND earlier.rowid < o.rowid"
      "  AND earlier.state <> 'looking')) AS first_of_each",
      longest.count());
  row.next();
  return row.get<std::optional<routing::Instant>>(0);
}

void mark_sending(Writing& store, routing::TextId text) {
  store.db
      .query(
          "UPDATE outbox SET state = 'sending', tries = tries + 1, attempted_at = ?2, looks = 0"
          " WHERE text = ?1",
          text, store.now)
      .run();
}

bool put_back(Writing& store, routing::TextId text, routing::Instant next) {
  return store.db
             .query("UPDATE outbox SET state = 'queued', next_at = ?2 WHERE text = ?1", text, next)
             .run() > 0;
}

void look(Writing& store, routing::TextId text, routing::Instant next) {
  store.db
      .query(
          "UPDATE outbox SET looks = CASE state WHEN 'looking' THEN looks + 1 ELSE 0 END,"
          " state = 'looking', next_at = ?2 WHERE text = ?1",
          text, next)
      .run();
}

void remove(Writing& store, routing::TextId text) {
  store.db.query("DELETE FROM outbox WHERE text = ?1", text).run();
}

void give_up(Writing& store, const Sought& sought) {
  store.db
      .query(
          "INSERT INTO texts_given_up (text, tries, attempted_at) VALUES (?1, ?2, ?3)"
          " ON CONFLICT (text) DO NOTHING",
          sought.text, sought.tries, sought.attempted_at)
      .run();
  remove(store, sought.text);
}

std::optional<Sought> given_up(Reading& store, routing::TextId text) {
  auto row = store.db.query(
      "SELECT g.text, t.thread, g.tries, g.attempted_at FROM texts_given_up g"
      " JOIN texts t ON t.id = g.text WHERE g.text = ?1",
      text);
  if (!row.next()) return std::nullopt;
  return read_sought(row);
}

std::vector<Sought> interrupted(Reading& store) {
  return all_of(
      store.db.query("SELECT text, thread, tries, attempted_at FROM outbox"
                     " WHERE state = 'sending' ORDER BY text"));
}

std::vector<Sought> to_look_for(Reading& store, int most) {
  return all_of(
      store.db.query("SELECT text, thread, tries, attempted_at FROM outbox"
                     " WHERE state = 'looking' AND next_at <= ?1 ORDER BY next_at, text LIMIT ?2",
                     store.now, most));
}

std::optional<Sought> sought(Reading& store, routing::TextId text) {
  auto row = store.db.query(
      "SELECT text, thread, tries, attempted_at FROM outbox"
      " WHERE text = ?1 AND state = 'looking'",
      text);
  if (!row.next()) return std::nullopt;
  return read_sought(row);
}

std::optional<routing::Instant> next_look(Reading& store) {
  auto row = store.db.query("SELECT min(next_at) FROM outbox WHERE state = 'looking'");
  row.next();
  return row.get<std::optional<routing::Instant>>(0);
}

std::vector<routing::TextId> under_way(Reading& store, routing::ThreadId thread) {
  auto rows = store.db.query(
      "SELECT text FROM outbox WHERE thread = ?1 AND state <> 'queued' ORDER BY text", thread);
  std::vector<routing::TextId> found;
  while (rows.next()) found.push_back(rows.get<routing::TextId>(0));
  return found;
}

}  // namespace warmline::store::outbox
