#include "gateway/store/opted_out_threads.hpp"

#include "gateway/store/events.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::store::opted_out_threads {
namespace {

bool opens(Reading& store, const OptedOut& one) {
  if (!one.key) return false;
  try {
    store.seal.unwrap(*one.key, one.texter);
    return true;
  } catch (const SealBroken&) {
    return false;
  }
}

bool knows_texter(Reading& store, routing::TexterId texter) {
  return store.db.query("SELECT 1 FROM texters WHERE id = ?1", texter).next();
}

void keep_texter(Writing& store, const OptedOut& one) {
  const int added =
      store.db
          .query(
              "INSERT INTO texters (id, number_hash, number, codename, language, created_at)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
              one.texter, one.number_hash, one.number, one.codename, one.language, one.created_at)
          .run();
  if (added == 0) return;
  store.db.query("INSERT INTO texter_keys (texter, wrapped) VALUES (?1, ?2)", one.texter, *one.key)
      .run();
}

// False where it can't be told whose it is.
bool keep_thread(Writing& store, const OptedOut& one) {
  if (!knows_texter(store, one.texter)) {
    if (!opens(store, one)) return false;
    keep_texter(store, one);
  }
  return store.db
             .query(
                 "INSERT INTO threads (id, texter, line) SELECT ?1, x.id, l.id FROM texters x,"
                 " lines l WHERE x.id = ?2 AND l.id = ?3 ON CONFLICT DO NOTHING",
                 one.thread, one.texter, one.line)
             .run() > 0;
}

}  // namespace

std::vector<OptedOut> all(Connection& db) {
  auto rows = db.query(
      "SELECT h.id, h.line, h.opted_out_at, x.id, x.number_hash, x.number, x.codename, x.language,"
      " x.created_at, k.wrapped FROM threads h JOIN texters x ON x.id = h.texter"
      " LEFT JOIN texter_keys k ON k.texter = x.id WHERE h.opted_out_at IS NOT NULL");
  std::vector<OptedOut> found;
  while (rows.next()) {
    found.push_back({.thread = rows.get<routing::ThreadId>(0),
                     .line = rows.get<routing::LineId>(1),
                     .at = rows.get<routing::Instant>(2),
                     .texter = rows.get<routing::TexterId>(3),
                     .number_hash = rows.get<Bytes>(4),
                     .number = rows.get<Bytes>(5),
                     .codename = rows.get<std::string>(6),
                     .language = rows.get<std::optional<std::string>>(7),
                     .created_at = rows.get<routing::Instant>(8),
                     .key = rows.get<std::optional<Bytes>>(9)});
  }
  return found;
}

bool keep(Writing& store, const OptedOut& one) {
  if (!texters::thread(store, one.thread) && !keep_thread(store, one)) return false;
  const int changed =
      store.db
          .query("UPDATE threads SET opted_out_at = ?2 WHERE id = ?1 AND opted_out_at IS NULL",
                 one.thread, one.at)
          .run();
  if (changed == 0) return false;
  events::append(store,
                 {.kind = routing::EventKind::texter_opted_out, .line = one.line, .data = "{}"});
  return true;
}

}  // namespace warmline::store::opted_out_threads
