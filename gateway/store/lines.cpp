#include "gateway/store/lines.hpp"

#include <nlohmann/json.hpp>

namespace warmline::store::lines {
namespace {

using nlohmann::json;

void read_timing(const std::string& text, routing::Timing& timing) {
  for (const auto& [name, micros] : json::parse(text).items()) {
    // One that a later version no longer knows is left alone.
    if (auto* wait = routing::wait_named(timing, name)) *wait = routing::Duration(micros);
  }
}

std::vector<routing::DayHours> days_of(Reading& store, routing::LineId line) {
  auto rows = store.db.query("SELECT day, spans FROM line_days WHERE line = ?1 ORDER BY day", line);
  std::vector<routing::DayHours> days;
  while (rows.next()) {
    const auto day = routing::parse_day(rows.get<std::string>(0));
    if (!day) throw Corrupt("a day of a line is no day");
    routing::DayHours hours{.day = *day, .spans = {}};
    for (const std::string text : json::parse(rows.get<std::string>(1))) {
      const auto span = routing::parse_span(text);
      if (!span) throw Corrupt("an hour of a line is no hour");
      hours.spans.push_back(*span);
    }
    days.push_back(std::move(hours));
  }
  return days;
}

}  // namespace

routing::LineId keep(Writing& store, const routing::PhoneNumber& number, const std::string& name) {
  auto row = store.db.query(
      "INSERT INTO lines (id, number, name, added_at) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (number) DO UPDATE SET name = excluded.name RETURNING id",
      store.ids.next<routing::LineId>(store.now), number.dialable(), name, store.now);
  row.next();
  return row.get<routing::LineId>(0);
}

Kept kept(Reading& store, routing::LineId line) {
  auto row = store.db.query("SELECT added_at, caught_up_until FROM lines WHERE id = ?1", line);
  if (!row.next()) throw Corrupt("a configured line is not in the database");
  return {row.get<routing::Instant>(0), row.get<std::optional<routing::Instant>>(1)};
}

void set_caught_up(Writing& store, routing::LineId line, routing::Instant until) {
  store.db.query("UPDATE lines SET caught_up_until = ?2 WHERE id = ?1", line, until).run();
}

routing::Line former(Reading& store, routing::LineId line) {
  auto row = store.db.query("SELECT name, number FROM lines WHERE id = ?1", line);
  if (!row.next()) throw Corrupt("a line is not in the database");
  const auto number = routing::PhoneNumber::parse(row.get<std::string>(1));
  if (!number) throw Corrupt("the number of a line is no number");
  return {.id = line, .name = row.get<std::string>(0), .number = *number};
}

std::map<routing::LineId, int> with_live(Reading& store) {
  auto rows = store.db.query(
      "SELECT line, count(*) FROM conversations WHERE state <> 'closed' GROUP BY line");
  std::map<routing::LineId, int> found;
  while (rows.next()) found.emplace(rows.get<routing::LineId>(0), rows.get<int>(1));
  return found;
}

routing::Line as_set(Reading& store, const routing::Line& configured) {
  routing::Line line = configured;
  auto row = store.db.query(
      "SELECT timing, switched_to, switched_at, switched_until, switched_words, closed_since,"
      " EXISTS (SELECT 1 FROM line_days WHERE line = ?1) FROM lines WHERE id = ?1",
      line.id);
  if (!row.next()) throw Corrupt("a configured line is not in the database");
  if (const auto timing = row.get<std::optional<std::string>>(0)) read_timing(*timing, line.timing);
  if (const auto to = row.get<std::optional<std::string>>(1)) {
    line.line_switch = routing::LineSwitch{
        .to = row.get_word<routing::SwitchTo>(1, routing::parse_switch),
        .since = row.get<routing::Instant>(2),
        .until = row.get<routing::Instant>(3),
        .words = json::parse(row.get<std::string>(4)).get<std::map<std::string, std::string>>(),
        .closed_since = row.get<std::optional<routing::Instant>>(5)};
    // What was written for that time is not said after it.
    if (line.line_switch->until <= store.now) line.line_switch->words.clear();
  }
  if (row.get<bool>(6)) line.hours.days = days_of(store, line.id);
  return line;
}

void set_timing(Writing& store, routing::LineId line, const Waits& waits) {
  json micros = json::object();
  for (const auto& [name, wait] : waits) micros[name] = wait.count();
  store.db
      .query("UPDATE lines SET timing = ?2 WHERE id = ?1", line,
             waits.empty() ? std::nullopt : std::optional(micros.dump()))
      .run();
}

void set_switch(Writing& store, routing::LineId line,
                const std::optional<routing::LineSwitch>& line_switch) {
  std::optional<std::string> to;
  std::optional<routing::Instant> since, until, closed_since;
  std::optional<std::string> words;
  if (line_switch) {
    to = std::string(routing::to_string(line_switch->to));
    since = line_switch->since;
    until = line_switch->until;
    words = json(line_switch->words).dump();
    closed_since = line_switch->closed_since;
  }
  store.db
      .query(
          "UPDATE lines SET switched_to = ?2, switched_at = ?3, switched_until = ?4,"
          " switched_words = ?5, closed_since = ?6 WHERE id = ?1",
          line, to, since, until, words, closed_since)
      .run();
}

bool set_day(Writing& store, routing::LineId line, std::chrono::year_month_day day,
             const std::optional<std::vector<routing::Span>>& spans) {
  const auto name = routing::to_string(day);
  if (!spans) {
    return store.db.query("DELETE FROM line_days WHERE line = ?1 AND day = ?2", line, name).run() >
           0;
  }
  json texts = json::array();
  for (const auto& span : *spans) texts.push_back(routing::to_string(span));
  return store.db
             .query(
                 "INSERT INTO line_days (line, day, spans) VALUES (?1, ?2, ?3)"
                 " ON CONFLICT (line, day) DO UPDATE SET spans = excluded.spans"
                 " WHERE spans <> excluded.spans",
                 line, name, texts.dump())
             .run() > 0;
}

}  // namespace warmline::store::lines
