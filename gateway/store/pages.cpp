#include "gateway/store/pages.hpp"

#include <utility>

namespace warmline::store::pages {
namespace {

using routing::Instant;
using routing::LineId;
using routing::Page;
using routing::PageId;
using routing::StaffId;

std::vector<StaffId> ids(Query rows) {
  std::vector<StaffId> found;
  while (rows.next()) found.push_back(rows.get<StaffId>(0));
  return found;
}

std::vector<Page> read(Reading& store, Query rows) {
  std::vector<Page> found;
  while (rows.next()) {
    Page page{.id = rows.get<PageId>(0),
              .line = rows.get<LineId>(1),
              .reason = rows.get_word<routing::PageReason>(2, routing::parse_page_reason),
              .conversation = rows.get<std::optional<routing::ConversationId>>(3),
              .began_at = rows.get<Instant>(4),
              .escalate_at = rows.get<std::optional<Instant>>(5),
              .acknowledged_at = rows.get<std::optional<Instant>>(6),
              .acknowledged_by = rows.get<std::optional<StaffId>>(7)};
    page.texted =
        ids(store.db.query("SELECT staff FROM staff_texts WHERE page = ?1 ORDER BY id", page.id));
    found.push_back(std::move(page));
  }
  return found;
}

std::optional<Page> one(std::vector<Page> found) {
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace

std::vector<StaffId> on_call(Reading& store, LineId line) {
  return ids(
      store.db.query("SELECT o.staff FROM on_call o JOIN staff s ON s.id = o.staff"
                     " WHERE o.line = ?1 AND s.enabled = 1 ORDER BY o.place",
                     line));
}

void set_on_call(Writing& store, LineId line, const std::vector<StaffId>& staff) {
  store.db.query("DELETE FROM on_call WHERE line = ?1", line).run();
  int place = 0;
  for (const auto who : staff) {
    store.db
        .query("INSERT INTO on_call (line, place, staff) VALUES (?1, ?2, ?3)", line, ++place, who)
        .run();
  }
}

Page add(Writing& store, Page page) {
  page.id = store.ids.next<PageId>(store.now);
  page.began_at = store.now;
  store.db
      .query(
          "INSERT INTO pages (id, line, reason, conversation, began_at, escalate_at)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
          page.id, page.line, routing::to_string(page.reason), page.conversation, page.began_at,
          page.escalate_at)
      .run();
  return page;
}

std::optional<Page> find(Reading& store, PageId id) {
  return one(
      read(store, store.db.query("SELECT id, line, reason, conversation, began_at, escalate_at,"
                                 " acknowledged_at, acknowledged_by FROM pages WHERE id = ?1",
                                 id)));
}

std::optional<Page> latest(Reading& store, LineId line, routing::PageReason reason) {
  return one(
      read(store, store.db.query("SELECT id, line, reason, conversation, began_at, escalate_at,"
                                 " acknowledged_at, acknowledged_by FROM pages"
                                 " WHERE line = ?1 AND reason = ?2 ORDER BY began_at DESC LIMIT 1",
                                 line, routing::to_string(reason))));
}

std::vector<Page> unacknowledged(Reading& store, LineId line, Instant since) {
  return read(store, store.db.query("SELECT id, line, reason, conversation, began_at, escalate_at,"
                                    " acknowledged_at, acknowledged_by FROM pages"
                                    " WHERE line = ?1 AND began_at > ?2"
                                    " AND acknowledged_at IS NULL ORDER BY began_at DESC",
                                    line, since));
}

bool is_told(Reading& store, LineId line, routing::ConversationId flagged, Instant since,
             Instant lately) {
  return store.db
      .query(
          "SELECT 1 FROM pages WHERE line = ?1 AND reason = 'urgent'"
          " AND ((conversation = ?2 AND began_at >= min(?3, ?4)) OR acknowledged_at >= ?3)",
          line, flagged, since, lately)
      .next();
}

void set_escalation(Writing& store, PageId id, std::optional<Instant> at) {
  store.db.query("UPDATE pages SET escalate_at = ?2 WHERE id = ?1", id, at).run();
}

void end_all(Writing& store) {
  store.db.query("UPDATE pages SET escalate_at = NULL WHERE escalate_at IS NOT NULL").run();
}

bool acknowledge(Writing& store, PageId id, StaffId by) {
  return store.db
             .query(
                 "UPDATE pages SET acknowledged_at = ?2, acknowledged_by = ?3, escalate_at = NULL"
                 " WHERE id = ?1 AND acknowledged_at IS NULL",
                 id, store.now, by)
             .run() > 0;
}

std::optional<Instant> next_escalation(Reading& store) {
  auto row = store.db.query("SELECT min(escalate_at) FROM pages WHERE escalate_at IS NOT NULL");
  row.next();
  return row.get<std::optional<Instant>>(0);
}

std::optional<Instant> waiting_since(Reading& store, LineId line) {
  // The first of each rank of the queue, in its own index, and those few that are offered: asked at
  // every step of the clock, however long the queue.
  auto row = store.db.query(
      "SELECT min(since) FROM ("
      " SELECT min(waiting_since) AS since FROM conversations"
      "  WHERE state = 'waiting' AND line = ?1 AND 3 - 2 * urgent - returned = 0"
      " UNION ALL SELECT min(waiting_since) FROM conversations"
      "  WHERE state = 'waiting' AND line = ?1 AND 3 - 2 * urgent - returned = 1"
      " UNION ALL SELECT min(waiting_since) FROM conversations"
      "  WHERE state = 'waiting' AND line = ?1 AND 3 - 2 * urgent - returned = 2"
      " UNION ALL SELECT min(waiting_since) FROM conversations"
      "  WHERE state = 'waiting' AND line = ?1 AND 3 - 2 * urgent - returned = 3"
      " UNION ALL SELECT min(waiting_since) FROM conversations"
      "  WHERE offered_to IS NOT NULL AND line = ?1) AS firsts",
      line);
  row.next();
  return row.get<std::optional<Instant>>(0);
}

int count_waiting(Reading& store, LineId line) {
  auto row = store.db.query(
      "SELECT count(*) FROM ("
      " SELECT 1 FROM conversations WHERE state = 'waiting' AND line = ?1"
      " UNION ALL SELECT 1 FROM conversations WHERE offered_to IS NOT NULL AND line = ?1"
      " LIMIT ?2)",
      line, waiting_counted_most);
  row.next();
  return row.get<int>(0);
}

}  // namespace warmline::store::pages
