#include "gateway/store/texters.hpp"

#include <fmt/format.h>

#include "routing/codename.hpp"

namespace warmline::store::texters {
namespace {

constexpr int codename_tries = 8;

bool is_taken(Reading& store, const std::string& codename) {
  return store.db.query("SELECT 1 FROM texters WHERE codename = ?1", codename).next();
}

// A codename nobody has. When the plain ones run out, a number makes it unique: "Quiet Harbor 17".
std::string free_codename(Writing& store) {
  std::string name;
  for (int tries = 0; tries < codename_tries; ++tries) {
    name = routing::codename(store.ids.next<routing::TexterId>(store.now).bytes());
    if (!is_taken(store, name)) return name;
  }
  auto count = store.db.query("SELECT count(*) FROM texters");
  count.next();
  return fmt::format("{} {}", name, count.get<std::int64_t>(0) + 1);
}

routing::TexterId add(Writing& store, const routing::PhoneNumber& number, const Bytes& hash) {
  const auto id = store.ids.next<routing::TexterId>(store.now);
  const auto fresh = store.seal.fresh_key(id);
  store.db
      .query(
          "INSERT INTO texters (id, number_hash, number, codename, created_at)"
          " VALUES (?1, ?2, ?3, ?4, ?5)",
          id, hash, fresh.key.seal(number.dialable(), id.bytes()), free_codename(store), store.now)
      .run();
  store.db.query("INSERT INTO texter_keys (texter, wrapped) VALUES (?1, ?2)", id, fresh.wrapped)
      .run();
  return id;
}

}  // namespace

Bytes number_hash(const Seal& seal, const routing::PhoneNumber& number) {
  return seal.keyed_hash("number", number.dialable());
}

Thread thread_with(Writing& store, const routing::PhoneNumber& number, routing::LineId line) {
  return thread_with(store, number, number_hash(store.seal, number), line);
}

Thread thread_with(Writing& store, const routing::PhoneNumber& number, const Bytes& hash,
                   routing::LineId line) {
  auto known = store.db.query(
      "SELECT x.id, t.id, t.opted_out_at IS NOT NULL, t.forget_asked_at, t.closed_told_at,"
      " t.menu_sent_at, t.asked_back_at IS NOT NULL, EXISTS (SELECT 1 FROM blocks b"
      "  WHERE b.thread = t.id AND b.until > ?3 AND b.lifted_at IS NULL), t.held_back_at"
      " FROM texters x LEFT JOIN threads t ON t.texter = x.id AND t.line = ?2"
      " WHERE x.number_hash = ?1",
      hash, line, store.now);
  Thread thread;
  thread.line = line;
  const bool is_known = known.next();
  thread.texter = is_known ? known.get<routing::TexterId>(0) : add(store, number, hash);
  if (const auto id = is_known ? known.get<std::optional<routing::ThreadId>>(1) : std::nullopt) {
    thread.id = *id;
    thread.opted_out = known.get<bool>(2);
    thread.forget_asked_at = known.get<std::optional<routing::Instant>>(3);
    thread.closed_told_at = known.get<std::optional<routing::Instant>>(4);
    thread.menu_sent_at = known.get<std::optional<routing::Instant>>(5);
    thread.asked_back = known.get<bool>(6);
    thread.blocked = known.get<bool>(7);
    thread.held_back_at = known.get<std::optional<routing::Instant>>(8);
    return thread;
  }
  thread.id = store.ids.next<routing::ThreadId>(store.now);
  store.db
      .query("INSERT INTO threads (id, texter, line) VALUES (?1, ?2, ?3)", thread.id, thread.texter,
             line)
      .run();
  return thread;
}

std::optional<Thread> thread(Reading& store, routing::ThreadId id) {
  auto row = store.db.query(
      "SELECT texter, line, opted_out_at IS NOT NULL, forget_asked_at, closed_told_at,"
      " menu_sent_at, asked_back_at IS NOT NULL, EXISTS (SELECT 1 FROM blocks b"
      "  WHERE b.thread = t.id AND b.until > ?2 AND b.lifted_at IS NULL), held_back_at"
      " FROM threads t WHERE id = ?1",
      id, store.now);
  if (!row.next()) return std::nullopt;
  return Thread{.id = id,
                .texter = row.get<routing::TexterId>(0),
                .line = row.get<routing::LineId>(1),
                .opted_out = row.get<bool>(2),
                .forget_asked_at = row.get<std::optional<routing::Instant>>(3),
                .closed_told_at = row.get<std::optional<routing::Instant>>(4),
                .menu_sent_at = row.get<std::optional<routing::Instant>>(5),
                .held_back_at = row.get<std::optional<routing::Instant>>(8),
                .blocked = row.get<bool>(7),
                .asked_back = row.get<bool>(6)};
}

DataKey key(Reading& store, routing::TexterId texter) {
  auto row = store.db.query("SELECT wrapped FROM texter_keys WHERE texter = ?1", texter);
  if (!row.next()) throw SealBroken("a texter's key is gone");
  return store.seal.unwrap(row.blob(0), texter);
}

routing::PhoneNumber number(Reading& store, routing::TexterId texter) {
  const DataKey opened = key(store, texter);
  auto row = store.db.query("SELECT number FROM texters WHERE id = ?1", texter);
  if (!row.next()) throw Corrupt("a texter is missing");
  const auto number = routing::PhoneNumber::parse(opened.open(row.blob(0), texter.bytes()));
  if (!number) throw Corrupt("a texter's number is no number");
  return *number;
}

std::string codename(Reading& store, routing::TexterId texter) {
  auto row = store.db.query("SELECT codename FROM texters WHERE id = ?1", texter);
  if (!row.next()) throw Corrupt("a texter is missing");
  return row.get<std::string>(0);
}

bool set_opted_out(Writing& store, routing::ThreadId thread, bool opted_out) {
  auto row = store.db.query("SELECT opted_out_at IS NOT NULL FROM threads WHERE id = ?1", thread);
  const bool was_opted_out = row.next() && row.get<bool>(0);
  std::optional<routing::Instant> since;
  if (opted_out) since = store.now;
  store.db.query("UPDATE threads SET opted_out_at = ?2 WHERE id = ?1", thread, since).run();
  return was_opted_out != opted_out;
}

bool opted_out_since(Reading& store, routing::ThreadId thread, routing::Instant at) {
  // A STOP that came late was kept at the moment at which it took effect.
  return store.db
      .query(
          "SELECT 1 FROM threads h WHERE h.id = ?1 AND h.opted_out_at > ?2 AND NOT EXISTS"
          " (SELECT 1 FROM texts t WHERE t.thread = h.id AND t.at = h.opted_out_at"
          "  AND t.direction = 'in' AND t.sent_at <= ?2)",
          thread, at)
      .next();
}

void set_forget_asked(Writing& store, routing::ThreadId thread) {
  store.db.query("UPDATE threads SET forget_asked_at = ?2 WHERE id = ?1", thread, store.now).run();
}

void set_closed_told(Writing& store, routing::ThreadId thread) {
  store.db.query("UPDATE threads SET closed_told_at = ?2 WHERE id = ?1", thread, store.now).run();
}

void set_menu_sent(Writing& store, routing::ThreadId thread) {
  store.db.query("UPDATE threads SET menu_sent_at = ?2 WHERE id = ?1", thread, store.now).run();
}

void set_held_back(Writing& store, routing::ThreadId thread) {
  store.db.query("UPDATE threads SET held_back_at = ?2 WHERE id = ?1", thread, store.now).run();
}

int automatic_since(Reading& store, routing::TexterId texter, routing::Instant since) {
  auto row = store.db.query(
      "SELECT count(*) FROM threads h JOIN texts t ON t.thread = h.id"
      " WHERE h.texter = ?1 AND t.at > ?2 AND t.automatic = 1",
      texter, since);
  row.next();
  return row.get<int>(0);
}

std::optional<routing::ThreadId> known_thread(Reading& store, const routing::PhoneNumber& number,
                                              routing::LineId line) {
  auto row = store.db.query(
      "SELECT t.id FROM texters x JOIN threads t ON t.texter = x.id"
      " WHERE x.number_hash = ?1 AND t.line = ?2",
      number_hash(store.seal, number), line);
  if (!row.next()) return std::nullopt;
  return row.get<routing::ThreadId>(0);
}

std::optional<routing::TexterId> find(Reading& store, const routing::PhoneNumber& number) {
  auto row = store.db.query("SELECT id FROM texters WHERE number_hash = ?1",
                            number_hash(store.seal, number));
  if (!row.next()) return std::nullopt;
  return row.get<routing::TexterId>(0);
}

std::optional<routing::TexterId> find_by_codename(Reading& store, const std::string& codename) {
  auto row = store.db.query("SELECT id FROM texters WHERE codename = ?1", codename);
  if (!row.next()) return std::nullopt;
  return row.get<routing::TexterId>(0);
}

}  // namespace warmline::store::texters
