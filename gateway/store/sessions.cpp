#include "gateway/store/sessions.hpp"

namespace warmline::store::sessions {

using routing::SessionId;
using routing::StaffId;

SessionId add(Writing& store, const Bytes& token_hash, StaffId staff, routing::Instant expires_at) {
  const auto id = store.ids.next<SessionId>(store.now);
  store.db
      .query(
          "INSERT INTO sessions (id, token_hash, staff, created_at, expires_at)"
          " VALUES (?1, ?2, ?3, ?4, ?5)",
          id, token_hash, staff, store.now, expires_at)
      .run();
  return id;
}

std::optional<Session> find(Reading& store, const Bytes& token_hash) {
  auto row = store.db.query(
      "SELECT s.id, s.staff FROM sessions s JOIN staff m ON m.id = s.staff"
      " WHERE s.token_hash = ?1 AND s.expires_at > ?2 AND m.enabled = 1",
      token_hash, store.now);
  if (!row.next()) return std::nullopt;
  return Session{row.get<SessionId>(0), row.get<StaffId>(1)};
}

void remove(Writing& store, SessionId id) {
  store.db.query("DELETE FROM sessions WHERE id = ?1", id).run();
}

bool keep_only(Writing& store, StaffId staff, SessionId id) {
  const bool is_there =
      store.db.query("SELECT 1 FROM sessions WHERE id = ?1 AND staff = ?2", id, staff).next();
  if (!is_there) return false;
  store.db.query("DELETE FROM sessions WHERE staff = ?1 AND id <> ?2", staff, id).run();
  return true;
}

void remove_all(Writing& store, StaffId staff) {
  store.db.query("DELETE FROM sessions WHERE staff = ?1", staff).run();
}

bool any(Reading& store, StaffId staff) {
  return store.db
      .query("SELECT 1 FROM sessions WHERE staff = ?1 AND expires_at > ?2 LIMIT 1", staff,
             store.now)
      .next();
}

void remove_expired(Writing& store) {
  store.db.query("DELETE FROM sessions WHERE expires_at <= ?1", store.now).run();
}

void add_token(Writing& store, const Bytes& token_hash, StaffId staff) {
  store.db
      .query("INSERT INTO tokens (token_hash, staff, created_at) VALUES (?1, ?2, ?3)", token_hash,
             staff, store.now)
      .run();
}

void remove_tokens(Writing& store, StaffId staff) {
  store.db.query("DELETE FROM tokens WHERE staff = ?1", staff).run();
}

std::optional<StaffId> staff_by_token(Reading& store, const Bytes& token_hash) {
  auto row = store.db.query(
      "SELECT t.staff FROM tokens t JOIN staff m ON m.id = t.staff"
      " WHERE t.token_hash = ?1 AND m.enabled = 1",
      token_hash);
  if (!row.next()) return std::nullopt;
  return row.get<StaffId>(0);
}

Tries tries(Reading& store, const Bytes& who) {
  auto row = store.db.query("SELECT wrong, last_at FROM sign_in_tries WHERE who = ?1", who);
  if (!row.next()) return {};
  return {row.get<int>(0), row.get<routing::Instant>(1)};
}

void count_wrong(Writing& store, const Bytes& who) {
  store.db
      .query(
          "INSERT INTO sign_in_tries (who, wrong, last_at) VALUES (?1, 1, ?2)"
          " ON CONFLICT (who) DO UPDATE SET wrong = sign_in_tries.wrong + 1,"
          " last_at = excluded.last_at",
          who, store.now)
      .run();
}

void forget_tries_before(Writing& store, routing::Instant forgotten) {
  store.db.query("DELETE FROM sign_in_tries WHERE last_at < ?1", forgotten).run();
}

void forget_tries(Writing& store, const Bytes& who) {
  store.db.query("DELETE FROM sign_in_tries WHERE who = ?1", who).run();
}

}  // namespace warmline::store::sessions
