#include "gateway/store/forgotten_texts.hpp"

#include <fmt/format.h>

#include "gateway/store/events.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::store::forgotten_texts {
namespace {

bool knows_line(Reading& store, routing::LineId line) {
  return store.db.query("SELECT 1 FROM lines WHERE id = ?1", line).next();
}

// As forgetting leaves a texter behind: nothing leads to them.
void keep_texter(Writing& store, const Trace& trace) {
  store.db
      .query(
          "INSERT INTO texters (id, number_hash, number, codename, created_at)"
          " VALUES (?1, ?1, x'', ?2, ?3) ON CONFLICT (id) DO NOTHING",
          trace.texter, forgetting::nameless(store, trace.texter), trace.at)
      .run();
  store.db
      .query(
          "INSERT INTO threads (id, texter, line) VALUES (?1, ?2, ?3)"
          " ON CONFLICT (texter, line) DO NOTHING",
          trace.thread, trace.texter, trace.line)
      .run();
}

void keep_text(Writing& store, const Trace& trace) {
  store.db
      .query(
          "INSERT INTO texts (id, thread, kind, direction, automatic, body, at, status, carrier,"
          " carrier_id, indexed_as, erased_at)"
          " SELECT ?1, id, 'text', ?8, ?9, x'', ?4, ?10, ?5, ?6, '', ?7"
          " FROM threads WHERE texter = ?2 AND line = ?3",
          trace.text, trace.texter, trace.line, trace.at, trace.carrier, trace.carrier_id,
          store.now, trace.direction, trace.automatic, trace.status)
      .run();
  if (trace.direction != routing::to_string(routing::Direction::in)) return;
  events::append(
      store, {.kind = routing::EventKind::text_received,
              .line = trace.line,
              .data = fmt::format(R"({{"text":"{}","status":"received"}})", trace.text.text())});
}

}  // namespace

bool is_one(Reading& store, const std::string& carrier, const std::string& carrier_id) {
  return store.db
      .query(
          "SELECT 1 FROM texts t JOIN threads h ON h.id = t.thread"
          " JOIN forgotten f ON f.texter = h.texter WHERE t.carrier = ?1 AND t.carrier_id = ?2",
          carrier, carrier_id)
      .next();
}

std::vector<Trace> all(Connection& db) {
  auto rows = db.query(
      "SELECT h.texter, h.id, h.line, t.id, t.carrier, t.carrier_id, t.direction, t.status,"
      " t.automatic, t.at FROM forgotten f"
      " JOIN threads h ON h.texter = f.texter JOIN texts t ON t.thread = h.id"
      " WHERE t.carrier_id IS NOT NULL ORDER BY t.seq");
  std::vector<Trace> found;
  while (rows.next()) {
    found.push_back({.texter = rows.get<routing::TexterId>(0),
                     .thread = rows.get<routing::ThreadId>(1),
                     .line = rows.get<routing::LineId>(2),
                     .text = rows.get<routing::TextId>(3),
                     .carrier = rows.get<std::string>(4),
                     .carrier_id = rows.get<std::string>(5),
                     .direction = rows.get<std::string>(6),
                     .status = rows.get<std::string>(7),
                     .automatic = rows.get<bool>(8),
                     .at = rows.get<routing::Instant>(9)});
  }
  return found;
}

void keep(Writing& store, const Trace& trace) {
  if (texts::by_carrier_id(store, trace.carrier, trace.carrier_id)) return;
  if (!knows_line(store, trace.line)) return;
  keep_texter(store, trace);
  keep_text(store, trace);
}

}  // namespace warmline::store::forgotten_texts
