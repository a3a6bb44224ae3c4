#include "gateway/store/health.hpp"

#include <sqlite3.h>

namespace warmline::store {

bool is_damage(const Refused& failure) {
  constexpr int primary = 0xff;
  const int code = failure.getErrorCode() & primary;
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

void probe(Writing& store) {
  store.db
      .query(
          "INSERT INTO upkeep (name, done_at) VALUES ('probe', ?1)"
          " ON CONFLICT (name) DO UPDATE SET done_at = excluded.done_at",
          store.now)
      .run();
}

}  // namespace warmline::store
