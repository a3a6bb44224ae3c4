#include "gateway/store/blocks.hpp"

#include "gateway/store/health.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::store::blocks {
namespace {

using routing::StaffId;
using routing::ThreadId;

std::vector<Shown> read(Reading& store, Query rows) {
  std::vector<Shown> found;
  while (rows.next()) {
    const auto id = rows.get<BlockId>(0);
    const auto sealed = rows.blob(2);
    const auto reason = unless_damaged(store, [&]() -> std::string {
      if (sealed.empty()) return {};
      return texters::key(store, rows.get<routing::TexterId>(8)).open(sealed, id.bytes());
    });
    found.push_back({.conversation = rows.get<routing::ConversationId>(1),
                     .reason = routing::Body(reason.value_or("")),
                     .blocked_at = rows.get<routing::Instant>(3),
                     .blocked_by = rows.get<StaffId>(4),
                     .until = rows.get<routing::Instant>(5),
                     .lifted_at = rows.get<std::optional<routing::Instant>>(6),
                     .lifted_by = rows.get<std::optional<StaffId>>(7)});
  }
  return found;
}

}  // namespace

void block(Writing& store, const routing::Conversation& conversation, StaffId by,
           routing::Instant until, const routing::Body& reason) {
  lift(store, conversation.thread, by);
  const auto id = store.ids.next<BlockId>(store.now);
  store.db
      .query(
          "INSERT INTO blocks (id, thread, conversation, reason, blocked_at, blocked_by, until)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
          id, conversation.thread, conversation.id,
          texters::key(store, conversation.texter).seal(reason.words(), id.bytes()), store.now, by,
          until)
      .run();
}

void lift(Writing& store, ThreadId thread, StaffId by) {
  store.db
      .query(
          "UPDATE blocks SET lifted_at = ?2, lifted_by = ?3"
          " WHERE thread = ?1 AND until > ?2 AND lifted_at IS NULL",
          thread, store.now, by)
      .run();
}

std::optional<Shown> in_force(Reading& store, ThreadId thread) {
  auto found = read(
      store, store.db.query("SELECT b.id, b.conversation, b.reason, b.blocked_at, b.blocked_by,"
                            " b.until, b.lifted_at, b.lifted_by, h.texter FROM blocks b"
                            " JOIN threads h ON h.id = b.thread"
                            " WHERE b.thread = ?1 AND b.until > ?2 AND b.lifted_at IS NULL",
                            thread, store.now));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Shown> of_thread(Reading& store, ThreadId thread) {
  return read(store, store.db.query("SELECT b.id, b.conversation, b.reason, b.blocked_at,"
                                    " b.blocked_by, b.until, b.lifted_at, b.lifted_by, h.texter"
                                    " FROM blocks b JOIN threads h ON h.id = b.thread"
                                    " WHERE b.thread = ?1 ORDER BY b.blocked_at, b.id",
                                    thread));
}

void erase_all_of(Writing& store, routing::TexterId texter) {
  store.db
      .query(
          "UPDATE blocks SET reason = x''"
          " WHERE thread IN (SELECT id FROM threads WHERE texter = ?1)",
          texter)
      .run();
}

}  // namespace warmline::store::blocks
