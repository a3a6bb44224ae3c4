#include "gateway/store/rota_feeds.hpp"

#include "routing/staff.hpp"

namespace warmline::store::rota_feeds {

using routing::LineId;
using routing::StaffId;

void renew(Writing& store, const Bytes& token_hash, const Feed& feed, StaffId by) {
  store.db.query("DELETE FROM rota_feeds WHERE staff = ?1 OR line = ?2", feed.staff, feed.line)
      .run();
  store.db
      .query(
          "INSERT INTO rota_feeds (token_hash, staff, line, created_at, made_by)"
          " VALUES (?1, ?2, ?3, ?4, ?5)",
          token_hash, feed.staff, feed.line, store.now, by)
      .run();
}

std::optional<Feed> find(Reading& store, const Bytes& token_hash) {
  auto row = store.db.query(
      "SELECT f.staff, f.line, m.role FROM rota_feeds f JOIN staff m ON m.id = f.made_by"
      " WHERE f.token_hash = ?1 AND m.enabled = 1",
      token_hash);
  if (!row.next()) return std::nullopt;
  const bool is_lines = row.get<std::optional<LineId>>(1).has_value();
  const auto role = row.get_word<routing::Role>(2, routing::parse_role);
  if (is_lines && !routing::at_least(role, routing::Role::coordinator)) return std::nullopt;
  return Feed{row.get<std::optional<StaffId>>(0), row.get<std::optional<LineId>>(1)};
}

}  // namespace warmline::store::rota_feeds
