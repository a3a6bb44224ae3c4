#include "gateway/store/lines.hpp"

namespace warmline::store::lines {

routing::LineId keep(Writing& store, const routing::PhoneNumber& number, const std::string& name) {
  auto row = store.db.query(
      "INSERT INTO lines (id, number, name, added_at) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (number) DO UPDATE SET name = excluded.name RETURNING id",
      store.ids.next<routing::LineId>(store.now), number.dialable(), name, store.now);
  row.next();
  return row.get<routing::LineId>(0);
}

Kept kept(Reading& store, routing::LineId line) {
  auto row = store.db.query("SELECT added_at, caught_up_until FROM lines WHERE id = ?1", line);
  if (!row.next()) throw Corrupt("a configured line is not in the database");
  return {row.get<routing::Instant>(0), row.get<std::optional<routing::Instant>>(1)};
}

void set_caught_up(Writing& store, routing::LineId line, routing::Instant until) {
  store.db.query("UPDATE lines SET caught_up_until = ?2 WHERE id = ?1", line, until).run();
}

}  // namespace warmline::store::lines
