#include "gateway/store/events.hpp"

#include <string>
#include <utility>

#include "gateway/store/database.hpp"

namespace warmline::store::events {
namespace {

Event read(const Query& row) {
  return Event{.seq = row.get<std::int64_t>(0),
               .at = row.get<routing::Instant>(1),
               .kind = row.get_word<routing::EventKind>(2, routing::parse_event_kind),
               .line = row.get<std::optional<routing::LineId>>(3),
               .conversation = row.get<std::optional<routing::ConversationId>>(4),
               .actor = row.get<std::optional<routing::StaffId>>(5),
               .data = row.get<std::string>(6)};
}

std::vector<Event> read_all(Query rows) {
  std::vector<Event> found;
  while (rows.next()) found.push_back(read(rows));
  return found;
}

// Of the thread ?1, what stands in its history: what its peers may know, and is not told there by
// the texts themselves. Who is called, and answers, is for coordinators. Of this, the partial index
// by conversation needs the first five as they stand.
const std::string in_history =
    "SELECT e.seq, e.at, e.kind, e.line, e.conversation, e.actor, e.data FROM events e"
    " JOIN conversations c ON c.id = e.conversation"
    " WHERE c.thread = ?1"
    " AND e.kind <> 'text.received' AND e.kind <> 'text.queued' AND e.kind <> 'text.status'"
    " AND e.kind <> 'note.added' AND e.kind <> 'conversation.offered'"
    " AND e.kind <> 'page.sent' AND e.kind <> 'page.escalated' AND e.kind <> 'page.acknowledged'";

}  // namespace

void append(Writing& store, Event event) {
  event.at = store.now;
  store.db
      .query(
          "INSERT INTO events (at, kind, line, conversation, actor, data)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
          event.at, routing::to_string(event.kind), event.line, event.conversation, event.actor,
          event.data)
      .run();
  event.seq = store.db.last_row_id();
  store.appended.push_back(std::move(event));
}

std::vector<Event> after(Reading& store, std::int64_t seq, int most) {
  return read_all(
      store.db.query("SELECT seq, at, kind, line, conversation, actor, data FROM events"
                     " WHERE seq > ?1 ORDER BY seq LIMIT ?2",
                     seq, most));
}

std::vector<Event> of_thread(Reading& store, routing::ThreadId thread, routing::Instant before,
                             int most) {
  static const auto sql = in_history + " AND e.at < ?2 ORDER BY e.at DESC, e.seq DESC LIMIT ?3";
  return read_all(store.db.query(sql, thread, before, most));
}

std::vector<Event> of_thread_after(Reading& store, routing::ThreadId thread, routing::Instant after,
                                   int most) {
  static const auto sql = in_history + " AND e.at > ?2 ORDER BY e.at, e.seq LIMIT ?3";
  return read_all(store.db.query(sql, thread, after, most));
}

std::int64_t newest(Reading& store) {
  auto row = store.db.query("SELECT max(seq) FROM events");
  row.next();
  return row.get<std::optional<std::int64_t>>(0).value_or(0);
}

std::optional<routing::Instant> newest_at(Reading& store) {
  auto row = store.db.query("SELECT at FROM events ORDER BY seq DESC LIMIT 1");
  if (!row.next()) return std::nullopt;
  return row.get<routing::Instant>(0);
}

}  // namespace warmline::store::events
