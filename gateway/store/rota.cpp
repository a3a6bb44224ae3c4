#include "gateway/store/rota.hpp"

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "gateway/store/days.hpp"

namespace warmline::store::rota {
namespace {

using routing::Day;
using routing::Instant;
using routing::LineId;
using routing::ShiftChange;
using routing::ShiftHours;
using routing::ShiftId;
using routing::ShiftRule;
using routing::ShiftRuleId;
using routing::StaffId;
using std::chrono::days;
using std::chrono::minutes;

// A day by a line's clock begins less than a day before or after that of UTC, and a shift ends less
// than two days after its day began.
constexpr days days_around{3};

int number_of(minutes span) {
  return static_cast<int>(span.count());
}

Day day_near(Instant at) {
  return Day(std::chrono::floor<days>(at.time_since_epoch()));
}

std::optional<Day> day_at(const Query& row, int column) {
  const auto number = row.get<std::optional<int>>(column);
  if (!number) return std::nullopt;
  return day_numbered(*number);
}

ShiftRule rule_at(const Query& row) {
  return {.id = row.get<ShiftRuleId>(0),
          .line = row.get<LineId>(1),
          .staff = row.get<std::optional<StaffId>>(2),
          .first = day_numbered(row.get<int>(3)),
          .hours = {minutes(row.get<int>(4)), minutes(row.get<int>(5))},
          .repeats = row.get<std::string>(6),
          .last_day = day_at(row, 7)};
}

ShiftChange change_at(const Query& row) {
  ShiftChange change{.shift = {row.get<ShiftRuleId>(0), day_numbered(row.get<int>(1))},
                     .cancelled = row.get<bool>(2),
                     .moved = {},
                     .staff = {}};
  if (const auto day = day_at(row, 3)) {
    change.moved =
        ShiftChange::Move{*day, ShiftHours{minutes(row.get<int>(4)), minutes(row.get<int>(5))}};
  }
  if (row.get<bool>(6)) change.staff = row.get<std::optional<StaffId>>(7);
  return change;
}

std::vector<ShiftRule> rules_from(Query rows) {
  std::vector<ShiftRule> found;
  while (rows.next()) found.push_back(rule_at(rows));
  return found;
}

std::optional<int> last_day_of(const ShiftRule& rule) {
  if (!rule.last_day) return std::nullopt;
  return day_number(*rule.last_day);
}

// `s` is whose it is, as long as they may sign in and work the line of the rule `r`.
constexpr std::string_view whose =
    " AND s.enabled = 1 AND (NOT EXISTS (SELECT 1 FROM staff_lines l WHERE l.staff = s.id)"
    " OR EXISTS (SELECT 1 FROM staff_lines l WHERE l.staff = s.id AND l.line = r.line)) ";

std::string select_rules(std::string_view where) {
  return fmt::format(
      "SELECT r.id, r.line, s.id, r.first_day, r.begins, r.lasts, r.repeats, r.last_day"
      " FROM shift_rules r LEFT JOIN staff s ON s.id = r.staff{}{}",
      whose, where);
}

std::string select_changes(std::string_view where) {
  return fmt::format(
      "SELECT c.rule, c.day, c.cancelled, c.moved_day, c.moved_begins, c.moved_lasts, c.given, s.id"
      " FROM shift_changes c JOIN shift_rules r ON r.id = c.rule"
      " LEFT JOIN staff s ON s.id = c.staff{}{}",
      whose, where);
}

}  // namespace

Plan plan(Reading& store, LineId line, Instant from, Instant to) {
  const int earliest = day_number(day_near(from) - days_around);
  const int latest = day_number(day_near(to) + days_around);
  static const std::string rules_then = select_rules(
      "WHERE r.line = ?1"
      " AND ((r.first_day <= ?3 AND (r.last_day IS NULL OR r.last_day >= ?2)"
      "   AND (r.repeats <> '' OR r.first_day >= ?2))"
      "  OR EXISTS (SELECT 1 FROM shift_changes c WHERE c.rule = r.id"
      "   AND c.moved_day >= ?2 AND c.moved_day <= ?3))"
      " ORDER BY r.id");
  static const std::string changes_then = select_changes(
      "WHERE r.line = ?1 AND ((c.day >= ?2 AND c.day <= ?3)"
      "  OR (c.moved_day >= ?2 AND c.moved_day <= ?3))"
      " ORDER BY c.rule, c.day");
  Plan found;
  found.rules = rules_from(store.db.query(rules_then, line, earliest, latest));
  auto changes = store.db.query(changes_then, line, earliest, latest);
  while (changes.next()) found.changes.push_back(change_at(changes));
  return found;
}

Plan plan_of(Reading& store, const ShiftId& shift) {
  Plan found;
  if (const auto rule = find(store, shift.rule)) found.rules.push_back(*rule);
  if (const auto change = change_of(store, shift)) found.changes.push_back(*change);
  return found;
}

void add(Writing& store, const ShiftRule& rule) {
  store.db
      .query(
          "INSERT INTO shift_rules (id, line, staff, first_day, begins, lasts, repeats, last_day,"
          " added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
          rule.id, rule.line, rule.staff, day_number(rule.first), number_of(rule.hours.begins),
          number_of(rule.hours.lasts), rule.repeats, last_day_of(rule), store.now)
      .run();
}

void keep(Writing& store, const ShiftRule& rule) {
  store.db
      .query(
          "UPDATE shift_rules SET staff = ?2, first_day = ?3, begins = ?4, lasts = ?5,"
          " repeats = ?6, last_day = ?7 WHERE id = ?1",
          rule.id, rule.staff, day_number(rule.first), number_of(rule.hours.begins),
          number_of(rule.hours.lasts), rule.repeats, last_day_of(rule))
      .run();
}

void remove(Writing& store, ShiftRuleId id) {
  store.db.query("DELETE FROM swaps WHERE rule = ?1 OR return_rule = ?1", id).run();
  store.db.query("DELETE FROM shift_changes WHERE rule = ?1", id).run();
  store.db.query("DELETE FROM shift_rules WHERE id = ?1", id).run();
}

std::optional<ShiftRule> find(Reading& store, ShiftRuleId id) {
  static const std::string sql = select_rules("WHERE r.id = ?1");
  auto row = store.db.query(sql, id);
  if (!row.next()) return std::nullopt;
  return rule_at(row);
}

std::vector<ShiftRule> rules(Reading& store, LineId line, Day day) {
  static const std::string sql = select_rules(
      "WHERE r.line = ?1 AND (r.last_day IS NULL OR r.last_day >= ?2)"
      " AND (r.repeats <> '' OR r.first_day >= ?2) ORDER BY r.id");
  return rules_from(store.db.query(sql, line, day_number(day)));
}

int count(Reading& store, LineId line, Day day) {
  auto row = store.db.query(
      "SELECT count(*) FROM shift_rules WHERE line = ?1"
      " AND (last_day IS NULL OR last_day >= ?2) AND (repeats <> '' OR first_day >= ?2)",
      line, day_number(day));
  row.next();
  return row.get<int>(0);
}

bool has_any(Reading& store, LineId line) {
  return store.db.query("SELECT 1 FROM shift_rules WHERE line = ?1 LIMIT 1", line).next();
}

std::optional<ShiftChange> change_of(Reading& store, const ShiftId& shift) {
  static const std::string sql = select_changes("WHERE c.rule = ?1 AND c.day = ?2");
  auto row = store.db.query(sql, shift.rule, day_number(shift.day));
  if (!row.next()) return std::nullopt;
  return change_at(row);
}

void keep(Writing& store, const ShiftChange& change) {
  std::optional<int> day, begins, lasts;
  if (change.moved) {
    day = day_number(change.moved->day);
    begins = number_of(change.moved->hours.begins);
    lasts = number_of(change.moved->hours.lasts);
  }
  store.db
      .query(
          "INSERT INTO shift_changes (rule, day, cancelled, moved_day, moved_begins, moved_lasts,"
          " given, staff) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
          " ON CONFLICT (rule, day) DO UPDATE SET cancelled = excluded.cancelled,"
          " moved_day = excluded.moved_day, moved_begins = excluded.moved_begins,"
          " moved_lasts = excluded.moved_lasts, given = excluded.given, staff = excluded.staff",
          change.shift.rule, day_number(change.shift.day), change.cancelled, day, begins, lasts,
          change.staff.has_value(), change.staff.value_or(std::nullopt))
      .run();
}

bool remove_change(Writing& store, const ShiftId& shift) {
  return store.db
             .query("DELETE FROM shift_changes WHERE rule = ?1 AND day = ?2", shift.rule,
                    day_number(shift.day))
             .run() > 0;
}

void move_shifts(Writing& store, ShiftRuleId from, ShiftRuleId to, Day day) {
  for (const std::string_view sql :
       {"UPDATE shift_changes SET rule = ?2 WHERE rule = ?1 AND day >= ?3",
        "UPDATE swaps SET rule = ?2 WHERE rule = ?1 AND day >= ?3",
        "UPDATE swaps SET return_rule = ?2 WHERE return_rule = ?1 AND return_day >= ?3"}) {
    store.db.query(sql, from, to, day_number(day)).run();
  }
}

std::optional<Progress> progress(Reading& store, LineId line) {
  auto row =
      store.db.query("SELECT done_until, next_due_at FROM rota_progress WHERE line = ?1", line);
  if (!row.next()) return std::nullopt;
  return Progress{row.get<Instant>(0), row.get<Instant>(1)};
}

void set_progress(Writing& store, LineId line, const Progress& progress) {
  store.db
      .query("UPDATE rota_progress SET done_until = ?2, next_due_at = ?3 WHERE line = ?1", line,
             progress.done_until, progress.next_due_at)
      .run();
}

void look_now(Writing& store, LineId line) {
  store.db
      .query(
          "INSERT INTO rota_progress (line, done_until, next_due_at) VALUES (?1, ?2, ?2)"
          " ON CONFLICT (line) DO UPDATE SET done_until = excluded.done_until,"
          " next_due_at = excluded.next_due_at",
          line, store.now)
      .run();
}

std::optional<Instant> next_due(Reading& store) {
  auto row = store.db.query("SELECT min(next_due_at) FROM rota_progress WHERE next_due_at >= ?1",
                            store.now);
  row.next();
  return row.get<std::optional<Instant>>(0);
}

}  // namespace warmline::store::rota
