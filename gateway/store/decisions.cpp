#include "gateway/store/decisions.hpp"

#include "gateway/store/outbox.hpp"

namespace warmline::store::decisions {

std::optional<Decision> on(Reading& store, routing::TextId text) {
  auto row = store.db.query("SELECT staff, at, again FROM text_decisions WHERE text = ?1", text);
  if (!row.next()) return std::nullopt;
  return Decision{row.get<routing::StaffId>(0), row.get<routing::Instant>(1),
                  row.get<std::optional<routing::TextId>>(2)};
}

void keep(Writing& store, routing::TextId text, routing::StaffId by,
          const std::optional<routing::TextId>& again) {
  store.db
      .query(
          "INSERT INTO text_decisions (text, staff, at, again) VALUES (?1, ?2, ?3, ?4)"
          " ON CONFLICT (text) DO UPDATE SET staff = excluded.staff, at = excluded.at,"
          " again = excluded.again",
          text, by, store.now, again)
      .run();
  outbox::remove(store, text);
}

}  // namespace warmline::store::decisions
