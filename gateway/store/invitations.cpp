#include "gateway/store/invitations.hpp"

#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace warmline::store::invitations {
namespace {

using nlohmann::json;
using routing::StaffId;

json ids_of(const std::vector<routing::LineId>& lines) {
  json ids = json::array();
  for (const auto line : lines) ids.push_back(line.text());
  return ids;
}

std::vector<routing::LineId> lines_from(const std::string& array) {
  std::vector<routing::LineId> lines;
  for (const auto& each : json::parse(array)) {
    const auto id = routing::LineId::parse(each.get<std::string>());
    if (!id) throw Corrupt("an invitation to what is no line");
    lines.push_back(*id);
  }
  return lines;
}

std::vector<std::string> words_from(const std::string& array) {
  return json::parse(array).get<std::vector<std::string>>();
}

std::vector<Invitation> read(Reading& store, Query rows) {
  std::vector<Invitation> found;
  while (rows.next()) {
    Invitation one{.id = rows.get<InvitationId>(0),
                   .as = {},
                   .made_at = rows.get<routing::Instant>(7),
                   .made_by = rows.get<StaffId>(8),
                   .expires_at = rows.get<routing::Instant>(9)};
    one.as.name = store.seal.own().open(rows.blob(1), one.id.bytes());
    one.as.role = rows.get_word<routing::Role>(2, routing::parse_role);
    one.as.languages = words_from(rows.get<std::string>(3));
    one.as.experiences = words_from(rows.get<std::string>(4));
    one.as.lines = lines_from(rows.get<std::string>(5));
    one.as.capacity = rows.get<int>(6);
    found.push_back(std::move(one));
  }
  return found;
}

std::optional<Reset> read_reset(Query row) {
  if (!row.next()) return std::nullopt;
  return Reset{row.get<StaffId>(0), row.get<routing::Instant>(1)};
}

}  // namespace

Invitation add(Writing& store, const Bytes& token_hash, const routing::Staff& as, StaffId by,
               routing::Instant expires_at) {
  store.db.query("DELETE FROM invitations WHERE expires_at <= ?1", store.now).run();
  Invitation made{.id = store.ids.next<InvitationId>(store.now),
                  .as = as,
                  .made_at = store.now,
                  .made_by = by,
                  .expires_at = expires_at};
  store.db
      .query(
          "INSERT INTO invitations (id, token_hash, name, role, languages, experiences, lines,"
          " capacity, made_at, made_by, expires_at)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
          made.id, token_hash, store.seal.own().seal(as.name, made.id.bytes()),
          routing::to_string(as.role), json(as.languages).dump(), json(as.experiences).dump(),
          ids_of(as.lines).dump(), as.capacity, made.made_at, by, expires_at)
      .run();
  return made;
}

std::vector<Invitation> all(Reading& store) {
  return read(store,
              store.db.query("SELECT id, name, role, languages, experiences, lines, capacity,"
                             " made_at, made_by, expires_at FROM invitations"
                             " WHERE expires_at > ?1 ORDER BY id DESC",
                             store.now));
}

std::optional<Invitation> find(Reading& store, const Bytes& token_hash) {
  auto found =
      read(store, store.db.query("SELECT id, name, role, languages, experiences, lines, capacity,"
                                 " made_at, made_by, expires_at FROM invitations"
                                 " WHERE token_hash = ?1 AND expires_at > ?2",
                                 token_hash, store.now));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

bool remove(Writing& store, InvitationId id) {
  return store.db.query("DELETE FROM invitations WHERE id = ?1", id).run() > 0;
}

void ask_reset(Writing& store, const Bytes& token_hash, StaffId staff, StaffId by,
               routing::Instant expires_at) {
  store.db
      .query(
          "INSERT INTO password_resets (staff, token_hash, made_at, made_by, expires_at)"
          " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (staff) DO UPDATE SET"
          " token_hash = excluded.token_hash, made_at = excluded.made_at,"
          " made_by = excluded.made_by, expires_at = excluded.expires_at",
          staff, token_hash, store.now, by, expires_at)
      .run();
}

std::optional<Reset> find_reset(Reading& store, const Bytes& token_hash) {
  return read_reset(
      store.db.query("SELECT r.staff, r.expires_at FROM password_resets r"
                     " JOIN staff s ON s.id = r.staff"
                     " WHERE r.token_hash = ?1 AND r.expires_at > ?2 AND s.enabled = 1",
                     token_hash, store.now));
}

std::optional<Reset> reset_of(Reading& store, StaffId staff) {
  return read_reset(store.db.query(
      "SELECT staff, expires_at FROM password_resets WHERE staff = ?1 AND expires_at > ?2", staff,
      store.now));
}

void remove_reset(Writing& store, StaffId staff) {
  store.db.query("DELETE FROM password_resets WHERE staff = ?1", staff).run();
}

std::vector<InvitationId> remove_made_by(Writing& store, StaffId staff) {
  std::vector<InvitationId> gone;
  {
    auto rows = store.db.query("SELECT id FROM invitations WHERE made_by = ?1 ORDER BY id", staff);
    while (rows.next()) gone.push_back(rows.get<InvitationId>(0));
  }
  store.db.query("DELETE FROM invitations WHERE made_by = ?1", staff).run();
  store.db.query("DELETE FROM password_resets WHERE made_by = ?1", staff).run();
  return gone;
}

void remove_all(Writing& store) {
  store.db.query("DELETE FROM invitations").run();
  store.db.query("DELETE FROM password_resets").run();
}

}  // namespace warmline::store::invitations
