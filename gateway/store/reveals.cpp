#include "gateway/store/reveals.hpp"

#include <utility>

#include "gateway/store/health.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::store::reveals {
namespace {

std::vector<Reveal> read(Reading& store, Query rows) {
  std::vector<Reveal> found;
  while (rows.next()) {
    const auto id = rows.get<RevealId>(0);
    const auto sealed = rows.blob(4);
    auto reason = unless_damaged(store, [&]() -> std::string {
      if (sealed.empty()) return {};
      return texters::key(store, rows.get<routing::TexterId>(2)).open(sealed, id.bytes());
    });
    found.push_back({.id = id,
                     .conversation = rows.get<routing::ConversationId>(1),
                     .staff = rows.get<routing::StaffId>(3),
                     .reason = std::move(reason).value_or(""),
                     .at = rows.get<routing::Instant>(5)});
  }
  return found;
}

}  // namespace

RevealId add(Writing& store, const routing::Conversation& conversation, routing::StaffId by,
             const routing::Body& reason) {
  const auto id = store.ids.next<RevealId>(store.now);
  store.db
      .query(
          "INSERT INTO reveals (id, conversation, texter, staff, reason, at)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
          id, conversation.id, conversation.texter, by,
          texters::key(store, conversation.texter).seal(reason.words(), id.bytes()), store.now)
      .run();
  return id;
}

int count_since(Reading& store, routing::StaffId by, routing::Instant since) {
  auto row = store.db.query("SELECT count(*) FROM reveals WHERE staff = ?1 AND at > ?2", by, since);
  row.next();
  return row.get<int>(0);
}

std::string reason(Reading& store, RevealId id) {
  const auto found = read(
      store,
      store.db.query(
          "SELECT id, conversation, texter, staff, reason, at FROM reveals WHERE id = ?1", id));
  return found.empty() ? std::string() : found.front().reason;
}

std::vector<Reveal> of_texter(Reading& store, routing::TexterId texter) {
  return read(store,
              store.db.query("SELECT id, conversation, texter, staff, reason, at FROM reveals"
                             " WHERE texter = ?1 ORDER BY at, id",
                             texter));
}

void erase_all_of(Writing& store, routing::TexterId texter) {
  store.db.query("UPDATE reveals SET reason = x'' WHERE texter = ?1", texter).run();
}

}  // namespace warmline::store::reveals
