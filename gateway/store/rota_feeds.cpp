#include "gateway/store/rota_feeds.hpp"

namespace warmline::store::rota_feeds {

using routing::LineId;
using routing::StaffId;

void renew(Writing& store, const Bytes& token_hash, const Feed& feed) {
  store.db.query("DELETE FROM rota_feeds WHERE staff = ?1 OR line = ?2", feed.staff, feed.line)
      .run();
  store.db
      .query("INSERT INTO rota_feeds (token_hash, staff, line, created_at) VALUES (?1, ?2, ?3, ?4)",
             token_hash, feed.staff, feed.line, store.now)
      .run();
}

std::optional<Feed> find(Reading& store, const Bytes& token_hash) {
  auto row = store.db.query(
      "SELECT f.staff, f.line FROM rota_feeds f LEFT JOIN staff s ON s.id = f.staff"
      " WHERE f.token_hash = ?1 AND (f.staff IS NULL OR s.enabled = 1)",
      token_hash);
  if (!row.next()) return std::nullopt;
  return Feed{row.get<std::optional<StaffId>>(0), row.get<std::optional<LineId>>(1)};
}

}  // namespace warmline::store::rota_feeds
