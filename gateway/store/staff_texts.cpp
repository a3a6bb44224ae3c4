#include "gateway/store/staff_texts.hpp"

#include <algorithm>

#include "gateway/store/texters.hpp"

namespace warmline::store::staff_texts {
namespace {

using routing::Instant;
using routing::StaffId;
using routing::TextId;
using routing::TextStatus;

StaffTextRow read(const Query& row) {
  return {.id = row.get<TextId>(0),
          .staff = row.get<StaffId>(1),
          .line = row.get<routing::LineId>(2),
          .kind = row.get_word<routing::StaffText>(3, routing::parse_staff_text),
          .page = row.get<std::optional<routing::PageId>>(4),
          .at = row.get<Instant>(5),
          .status = row.get_word<TextStatus>(6, routing::parse_text_status),
          .tries = row.get<int>(7),
          .attempted_at = row.get<std::optional<Instant>>(8)};
}

std::string select(std::string_view which) {
  constexpr std::string_view columns =
      "SELECT id, staff, line, kind, page, at, status, tries, attempted_at FROM staff_texts AS s"
      " WHERE ";
  return std::string(columns).append(which);
}

std::optional<StaffTextRow> one_of(Query row) {
  if (!row.next()) return std::nullopt;
  return read(row);
}

std::vector<StaffTextRow> all_of(Query rows) {
  std::vector<StaffTextRow> found;
  while (rows.next()) found.push_back(read(rows));
  return found;
}

std::string opened(Reading& store, TextId id, Place which, std::string_view sql) {
  auto row = store.db.query(sql, id);
  if (!row.next()) throw Corrupt("a text to staff is missing");
  return store.seal.own().open(row.blob(0), place(id, which));
}

std::optional<Instant> instant(Query row) {
  row.next();
  return row.get<std::optional<Instant>>(0);
}

}  // namespace

routing::UuidBytes place(TextId id, Place which) {
  auto bytes = id.bytes();
  bytes[0] ^= static_cast<std::uint8_t>(which);
  return bytes;
}

TextId add(Writing& store, const StaffTextRow& text, const routing::PhoneNumber& to,
           const routing::Body& body) {
  const auto id = store.ids.next<TextId>(store.now);
  store.db
      .query(
          "INSERT INTO staff_texts (id, staff, line, kind, page, number_hash, number, body, at,"
          " status, tries, next_at)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'queued', 0, ?9)",
          id, text.staff, text.line, routing::to_string(text.kind), text.page,
          texters::number_hash(store.seal, to),
          store.seal.own().seal(to.dialable(), place(id, Place::number)),
          store.seal.own().seal(body.words(), place(id, Place::body)), store.now)
      .run();
  return id;
}

std::optional<StaffTextRow> find(Reading& store, TextId id) {
  static const std::string sql = select("id = ?1");
  return one_of(store.db.query(sql, id));
}

std::optional<TextId> by_carrier_id(Reading& store, const std::string& carrier,
                                    const std::string& carrier_id) {
  auto row = store.db.query("SELECT id FROM staff_texts WHERE carrier_id = ?1 AND carrier = ?2",
                            carrier_id, carrier);
  if (!row.next()) return std::nullopt;
  return row.get<TextId>(0);
}

std::vector<StaffTextRow> due(Reading& store, int most) {
  static const std::string sql = select(
      "next_at IS NOT NULL AND next_at <= ?1"
      " AND NOT EXISTS (SELECT 1 FROM staff_texts AS earlier"
      "  WHERE earlier.number_hash = s.number_hash AND earlier.id < s.id"
      "  AND (earlier.status = 'sending' OR earlier.next_at <= ?1))"
      " ORDER BY id LIMIT ?2");
  return all_of(store.db.query(sql, store.now, most));
}

std::optional<Instant> next_due(Reading& store) {
  return instant(
      store.db.query("SELECT min(next_at) FROM staff_texts AS s WHERE next_at IS NOT NULL"
                     " AND NOT EXISTS (SELECT 1 FROM staff_texts AS earlier"
                     "  WHERE earlier.number_hash = s.number_hash AND earlier.id < s.id"
                     "  AND earlier.status = 'sending')"));
}

std::vector<TextId> interrupted(Reading& store) {
  auto rows = store.db.query("SELECT id FROM staff_texts WHERE status = 'sending' ORDER BY id");
  std::vector<TextId> found;
  while (rows.next()) found.push_back(rows.get<TextId>(0));
  return found;
}

void look(Writing& store, TextId id, Instant next) {
  store.db
      .query(
          "UPDATE staff_texts SET status = 'unknown', problem = ?3, look_at = ?2"
          " WHERE id = ?1 AND status IN ('sending', 'unknown')",
          id, next, routing::to_string(routing::ProblemCode::outcome_unknown))
      .run();
}

std::vector<StaffTextRow> to_look_for(Reading& store, int most) {
  static const std::string sql = select("look_at <= ?1 ORDER BY look_at, id LIMIT ?2");
  return all_of(store.db.query(sql, store.now, most));
}

std::optional<StaffTextRow> sought(Reading& store, TextId id) {
  static const std::string sql = select("id = ?1 AND look_at IS NOT NULL");
  return one_of(store.db.query(sql, id));
}

std::optional<Instant> next_look(Reading& store) {
  return instant(store.db.query("SELECT min(look_at) FROM staff_texts WHERE look_at IS NOT NULL"));
}

void stop_looking(Writing& store, TextId id) {
  store.db
      .query(
          "UPDATE staff_texts SET look_at = NULL, number = x'', body = x''"
          " WHERE id = ?1 AND look_at IS NOT NULL",
          id)
      .run();
}

routing::PhoneNumber number(Reading& store, TextId id) {
  auto number = routing::PhoneNumber::parse(
      opened(store, id, Place::number, "SELECT number FROM staff_texts WHERE id = ?1"));
  if (!number) throw Corrupt("the number of a text to staff is no number");
  return std::move(*number);
}

routing::Body body(Reading& store, TextId id) {
  return routing::Body(
      opened(store, id, Place::body, "SELECT body FROM staff_texts WHERE id = ?1"));
}

void mark_sending(Writing& store, TextId id) {
  store.db
      .query(
          "UPDATE staff_texts SET status = 'sending', tries = tries + 1, next_at = NULL,"
          " attempted_at = ?2 WHERE id = ?1",
          id, store.now)
      .run();
}

void put_back(Writing& store, TextId id, Instant next) {
  store.db
      .query(
          "UPDATE staff_texts SET status = 'queued', next_at = ?2, look_at = NULL"
          " WHERE id = ?1",
          id, next)
      .run();
}

bool settle(Writing& store, TextId id, TextStatus status, std::optional<routing::ProblemCode> why) {
  const auto text = find(store, id);
  if (!text || !routing::may_become(text->status, status)) return false;
  std::optional<std::string_view> problem;
  if (why) problem = routing::to_string(*why);
  store.db
      .query(
          "UPDATE staff_texts SET status = ?2, problem = ?3, next_at = NULL, look_at = NULL,"
          " number = x'', body = x'' WHERE id = ?1",
          id, routing::to_string(status), problem)
      .run();
  return true;
}

void drop_queued(Writing& store, std::optional<StaffId> who) {
  store.db
      .query(
          "UPDATE staff_texts SET status = CASE status WHEN 'queued' THEN 'failed' ELSE status END,"
          " next_at = NULL, look_at = NULL, number = x'', body = x''"
          " WHERE (?1 IS NULL OR staff = ?1) AND (next_at IS NOT NULL OR look_at IS NOT NULL)",
          who)
      .run();
}

void set_carrier_id(Writing& store, TextId id, const std::string& carrier,
                    const std::string& carrier_id) {
  store.db
      .query("UPDATE staff_texts SET carrier = ?2, carrier_id = ?3 WHERE id = ?1", id, carrier,
             carrier_id)
      .run();
}

bool is_stopped(Reading& store, const routing::PhoneNumber& number, routing::LineId line) {
  return store.db
      .query(
          "SELECT 1 FROM texters x JOIN threads t ON t.texter = x.id"
          " WHERE x.number_hash = ?1 AND t.line = ?2 AND t.opted_out_at IS NOT NULL",
          texters::number_hash(store.seal, number), line)
      .next();
}

int count_to(Reading& store, const routing::PhoneNumber& number, Instant since,
             const std::vector<routing::StaffText>& kinds) {
  auto rows = store.db.query("SELECT kind FROM staff_texts WHERE number_hash = ?1 AND at > ?2",
                             texters::number_hash(store.seal, number), since);
  int count = 0;
  while (rows.next()) {
    const auto kind = rows.get_word<routing::StaffText>(0, routing::parse_staff_text);
    if (kinds.empty() || std::ranges::find(kinds, kind) != kinds.end()) ++count;
  }
  return count;
}

int count_to(Reading& store, StaffId who, Instant since, routing::StaffText kind) {
  auto row =
      store.db.query("SELECT count(*) FROM staff_texts WHERE staff = ?1 AND at > ?2 AND kind = ?3",
                     who, since, routing::to_string(kind));
  row.next();
  return row.get<int>(0);
}

std::optional<Instant> last(Reading& store, StaffId who, routing::LineId line,
                            routing::StaffText kind) {
  return instant(
      store.db.query("SELECT max(at) FROM staff_texts WHERE staff = ?1 AND line = ?2 AND kind = ?3",
                     who, line, routing::to_string(kind)));
}

bool keep_command(Writing& store, const std::string& carrier, const std::string& carrier_id,
                  StaffId who, routing::LineId line, routing::StaffCommand command) {
  return store.db
             .query(
                 "INSERT INTO staff_commands (carrier, carrier_id, staff, line, command, at)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (carrier_id, carrier) DO NOTHING",
                 carrier, carrier_id, who, line, routing::to_string(command), store.now)
             .run() > 0;
}

bool is_command(Reading& store, const std::string& carrier, const std::string& carrier_id) {
  return store.db
      .query("SELECT 1 FROM staff_commands WHERE carrier_id = ?1 AND carrier = ?2", carrier_id,
             carrier)
      .next();
}

}  // namespace warmline::store::staff_texts
