#include "gateway/store/outbox.hpp"

namespace warmline::store::outbox {

void add(Writing& store, routing::TextId text, routing::ThreadId thread) {
  store.db
      .query("INSERT INTO outbox (text, thread, tries, next_at, sending) VALUES (?1, ?2, 0, ?3, 0)",
             text, thread, store.now)
      .run();
}

std::vector<Outgoing> due(Reading& store, int most) {
  auto rows = store.db.query(
      "SELECT text, thread, tries FROM outbox AS o WHERE sending = 0 AND next_at <= ?1"
      " AND NOT EXISTS (SELECT 1 FROM outbox AS earlier"
      "  WHERE earlier.thread = o.thread AND earlier.text < o.text)"
      " ORDER BY text LIMIT ?2",
      store.now, most);
  std::vector<Outgoing> found;
  while (rows.next()) {
    found.push_back(
        {rows.get<routing::TextId>(0), rows.get<routing::ThreadId>(1), rows.get<int>(2)});
  }
  return found;
}

std::optional<routing::Instant> next_due(Reading& store) {
  auto row = store.db.query(
      "SELECT min(next_at) FROM outbox AS o WHERE sending = 0"
      " AND NOT EXISTS (SELECT 1 FROM outbox AS earlier"
      "  WHERE earlier.thread = o.thread AND earlier.text < o.text)");
  row.next();
  return row.get<std::optional<routing::Instant>>(0);
}

void mark_sending(Writing& store, routing::TextId text) {
  store.db.query("UPDATE outbox SET sending = 1, tries = tries + 1 WHERE text = ?1", text).run();
}

void put_back(Writing& store, routing::TextId text, routing::Instant next) {
  store.db.query("UPDATE outbox SET sending = 0, next_at = ?2 WHERE text = ?1", text, next).run();
}

void remove(Writing& store, routing::TextId text) {
  store.db.query("DELETE FROM outbox WHERE text = ?1", text).run();
}

std::vector<routing::TextId> interrupted(Reading& store) {
  auto rows = store.db.query("SELECT text FROM outbox WHERE sending = 1 ORDER BY text");
  std::vector<routing::TextId> found;
  while (rows.next()) found.push_back(rows.get<routing::TextId>(0));
  return found;
}

}  // namespace warmline::store::outbox
