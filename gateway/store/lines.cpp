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

}  // namespace warmline::store::lines
