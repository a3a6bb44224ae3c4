#include "gateway/store/staff.hpp"

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

namespace warmline::store::staff {
namespace {

using nlohmann::json;
using routing::StaffId;

std::vector<std::string> words_from(const std::string& array) {
  return json::parse(array).get<std::vector<std::string>>();
}

std::vector<routing::LineId> lines_of(Reading& store, StaffId id) {
  auto rows = store.db.query("SELECT line FROM staff_lines WHERE staff = ?1 ORDER BY line", id);
  std::vector<routing::LineId> lines;
  while (rows.next()) lines.push_back(rows.get<routing::LineId>(0));
  return lines;
}

std::vector<routing::Peer> peers(Reading& store, Query rows) {
  std::vector<routing::Peer> found;
  while (rows.next()) {
    routing::Peer peer;
    peer.staff.id = rows.get<StaffId>(0);
    peer.staff.role = rows.get_word<routing::Role>(1, routing::parse_role);
    peer.staff.languages = words_from(rows.get<std::string>(2));
    peer.staff.experiences = words_from(rows.get<std::string>(3));
    peer.staff.capacity = rows.get<int>(4);
    peer.staff.lines = lines_of(store, peer.staff.id);
    peer.presence = rows.get_word<routing::Presence>(5, routing::parse_presence);
    peer.lapses_in_a_row = rows.get<int>(6);
    peer.idle_since = rows.get<routing::Instant>(7);
    peer.load = rows.get<int>(8);
    found.push_back(std::move(peer));
  }
  return found;
}

// Those of line ?1 among whom `who` says, as peers() reads them.
std::string select_peers(std::string_view who) {
  std::string sql =
      "SELECT id, role, languages, experiences, capacity, presence, lapses, idle_since, load"
      " FROM staff s WHERE ";
  return sql.append(who).append(
      " AND (NOT EXISTS (SELECT 1 FROM staff_lines l WHERE l.staff = s.id)"
      " OR EXISTS (SELECT 1 FROM staff_lines l WHERE l.staff = s.id AND l.line = ?1))");
}

constexpr std::string_view select_one =
    "SELECT id, username, name, role, languages, experiences, capacity, enabled, presence, lapses,"
    " idle_since, present_since, load FROM staff WHERE id = ?1";

void keep_lines(Writing& store, const routing::Staff& member) {
  for (const auto line : member.lines) {
    store.db.query("INSERT INTO staff_lines (staff, line) VALUES (?1, ?2)", member.id, line).run();
  }
}

}  // namespace

bool add(Writing& store, const routing::Staff& member, const std::string& password_hash) {
  const auto added =
      store.db
          .query(
              "INSERT INTO staff (id, username, name, role, password_hash, languages,"
              " experiences, capacity, enabled, added_at, presence, lapses, idle_since)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, 'off', 0, ?9)"
              " ON CONFLICT (username) DO NOTHING",
              member.id, member.username, store.seal.own().seal(member.name, member.id.bytes()),
              routing::to_string(member.role), password_hash, json(member.languages).dump(),
              json(member.experiences).dump(), member.capacity, store.now)
          .run();
  if (added == 0) return false;
  keep_lines(store, member);
  return true;
}

void change(Writing& store, const routing::Staff& member) {
  store.db
      .query(
          "UPDATE staff SET name = ?2, role = ?3, languages = ?4, experiences = ?5, capacity = ?6"
          " WHERE id = ?1",
          member.id, store.seal.own().seal(member.name, member.id.bytes()),
          routing::to_string(member.role), json(member.languages).dump(),
          json(member.experiences).dump(), member.capacity)
      .run();
  store.db.query("DELETE FROM staff_lines WHERE staff = ?1", member.id).run();
  keep_lines(store, member);
}

bool disable(Writing& store, StaffId id) {
  return store.db.query("UPDATE staff SET enabled = 0 WHERE id = ?1 AND enabled = 1", id).run() > 0;
}

bool enable(Writing& store, StaffId id) {
  return store.db
             .query("UPDATE staff SET enabled = 1, lapses = 0 WHERE id = ?1 AND enabled = 0", id)
             .run() > 0;
}

void set_password(Writing& store, StaffId id, const std::string& password_hash) {
  store.db.query("UPDATE staff SET password_hash = ?2 WHERE id = ?1", id, password_hash).run();
}

std::optional<StaffRow> find(Reading& store, StaffId id) {
  auto row = store.db.query(select_one, id);
  if (!row.next()) return std::nullopt;
  StaffRow found;
  found.staff.id = row.get<StaffId>(0);
  found.staff.username = row.get<std::string>(1);
  found.staff.name = store.seal.own().open(row.blob(2), id.bytes());
  found.staff.role = row.get_word<routing::Role>(3, routing::parse_role);
  found.staff.languages = words_from(row.get<std::string>(4));
  found.staff.experiences = words_from(row.get<std::string>(5));
  found.staff.capacity = row.get<int>(6);
  found.staff.enabled = row.get<bool>(7);
  found.presence = row.get_word<routing::Presence>(8, routing::parse_presence);
  found.lapses_in_a_row = row.get<int>(9);
  found.idle_since = row.get<routing::Instant>(10);
  found.present_since = row.get<std::optional<routing::Instant>>(11);
  found.load = row.get<int>(12);
  found.staff.lines = lines_of(store, id);
  return found;
}

std::optional<StaffId> by_username(Reading& store, const std::string& username) {
  auto row = store.db.query("SELECT id FROM staff WHERE username = ?1", username);
  if (!row.next()) return std::nullopt;
  return row.get<StaffId>(0);
}

std::optional<std::string> password_hash(Reading& store, const std::string& username) {
  auto row = store.db.query(
      "SELECT password_hash FROM staff WHERE username = ?1 AND enabled = 1 AND password_hash <> ''",
      username);
  if (!row.next()) return std::nullopt;
  return row.get<std::string>(0);
}

std::vector<StaffRow> all(Reading& store) {
  auto rows = store.db.query("SELECT id FROM staff ORDER BY username");
  std::vector<StaffRow> found;
  while (rows.next()) found.push_back(*find(store, rows.get<StaffId>(0)));
  return found;
}

std::map<StaffId, std::vector<routing::LineId>> chosen_lines(Reading& store) {
  auto rows = store.db.query(
      "SELECT s.id, l.line FROM staff s JOIN staff_lines l ON l.staff = s.id WHERE s.enabled = 1");
  std::map<StaffId, std::vector<routing::LineId>> found;
  while (rows.next()) found[rows.get<StaffId>(0)].push_back(rows.get<routing::LineId>(1));
  return found;
}

bool is_last_administrator(Reading& store, StaffId id) {
  auto row = store.db.query(
      "SELECT count(*), max(id = ?1) FROM staff WHERE enabled = 1 AND role = 'administrator'", id);
  row.next();
  return row.get<int>(0) == 1 && row.get<bool>(1);
}

std::vector<routing::Peer> of_line(Reading& store, routing::LineId line) {
  static const std::string sql = select_peers("enabled = 1") + " ORDER BY id";
  return peers(store, store.db.query(sql, line));
}

std::vector<routing::Peer> these(Reading& store, routing::LineId line,
                                 std::span<const StaffId> ids) {
  static const std::string sql = select_peers("enabled = 1 AND id = ?2");
  std::vector<routing::Peer> found;
  for (const auto id : ids)
    std::ranges::move(peers(store, store.db.query(sql, line, id)), std::back_inserter(found));
  return found;
}

std::vector<routing::Peer> free(Reading& store, routing::LineId line, int most) {
  static const std::string sql =
      select_peers("enabled = 1 AND presence = 'on' AND role = 'peer' AND load < capacity") +
      " ORDER BY load, idle_since, id LIMIT ?2";
  return peers(store, store.db.query(sql, line, most));
}

bool somebody_is_on(Reading& store, routing::LineId line) {
  static const std::string sql =
      "SELECT EXISTS (" + select_peers("enabled = 1 AND presence = 'on' AND role = 'peer'") + ")";
  auto row = store.db.query(sql, line);
  row.next();
  return row.get<bool>(0);
}

void set_presence(Writing& store, StaffId id, routing::Presence presence) {
  store.db
      .query(
          "UPDATE staff SET presence = ?2, idle_since = ?3, present_since ="
          " CASE WHEN ?2 = 'off' THEN NULL WHEN presence = 'off' THEN ?3 ELSE present_since END"
          " WHERE id = ?1",
          id, routing::to_string(presence), store.now)
      .run();
}

void set_lapses(Writing& store, StaffId id, int in_a_row) {
  store.db.query("UPDATE staff SET lapses = ?2 WHERE id = ?1", id, in_a_row).run();
}

void set_idle(Writing& store, StaffId id) {
  store.db.query("UPDATE staff SET idle_since = ?2 WHERE id = ?1", id, store.now).run();
}

}  // namespace warmline::store::staff
