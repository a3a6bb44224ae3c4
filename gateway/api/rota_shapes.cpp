#include "gateway/api/rota_shapes.hpp"

#include <utility>

#include "gateway/api/json_body.hpp"

namespace warmline::api {
namespace {

using nlohmann::json;
using routing::Day;
using routing::problem;
using routing::ProblemCode;
using routing::Result;
using routing::StaffId;
using std::chrono::minutes;

std::unexpected<routing::Problem> bad(std::string_view field, std::string_view what) {
  return problem(ProblemCode::bad_shift, std::string(field) + ": " + std::string(what));
}

std::unexpected<routing::Problem> bad_day(std::string_view field) {
  return bad(field, "is no day such as 2026-11-27");
}

Result<std::optional<minutes>> read_clock(const json& body, std::string_view field) {
  const auto text = read_optional_string(body, field);
  if (!text) return std::unexpected(text.error());
  if (!*text) return std::nullopt;
  const auto time = routing::parse_clock(**text);
  if (!time) return bad(field, "is no time such as 20:00");
  return *time;
}

Result<std::optional<StaffId>> read_staff(const json& body) {
  const auto text = read_optional_string(body, "staff");
  if (!text) return std::unexpected(text.error());
  if (!*text) return std::nullopt;
  const auto id = StaffId::parse(**text);
  if (!id) return bad("staff", "nobody who works this line");
  return *id;
}

// A value that stands in the body, if only as null.
template <class Value>
Result<std::optional<std::optional<Value>>> if_there(const json& body, std::string_view field,
                                                     Result<std::optional<Value>> read) {
  if (!read) return std::unexpected(read.error());
  if (!body.contains(field)) return std::optional<std::optional<Value>>();
  return std::optional(*read);
}

// What has to be there.
template <class Value>
Result<Value> needed(std::string_view field, Result<std::optional<Value>> read) {
  if (!read) return std::unexpected(read.error());
  if (!*read) return problem(ProblemCode::malformed, std::string(field) + " is missing");
  return std::move(**read);
}

Result<routing::Instant> query_instant(const http::Request& request, std::string_view name) {
  const auto text = query_of(request, name);
  const auto at = text ? routing::parse_instant(*text) : std::nullopt;
  if (!at) return problem(ProblemCode::malformed, std::string(name) + " is no RFC 3339 time");
  return *at;
}

}  // namespace

json shift_shape(const routing::Shift& shift, Names& names) {
  return {{"id", shift.id.text()},
          {"rule", shift.id.rule.text()},
          {"line", shift.line.text()},
          {"staff", id_or_null(shift.staff)},
          {"staff_name", names.of(shift.staff)},
          {"starts", routing::format_instant(shift.starts)},
          {"ends", routing::format_instant(shift.ends)},
          {"changed", shift.changed},
          {"cancelled", false}};
}

json rule_shape(const routing::ShiftRule& rule, Names& names) {
  return {{"id", rule.id.text()},
          {"line", rule.line.text()},
          {"staff", id_or_null(rule.staff)},
          {"staff_name", names.of(rule.staff)},
          {"first_day", routing::format_day(rule.first)},
          {"begins", routing::format_clock(rule.hours.begins)},
          {"ends", routing::format_clock(rule.hours.begins + rule.hours.lasts)},
          {"repeats", rule.repeats},
          {"last_day", rule.last_day ? json(routing::format_day(*rule.last_day)) : json()}};
}

json swap_shape(const store::Swap& swap, Names& names) {
  return {{"id", swap.id.text()},
          {"line", swap.line.text()},
          {"shift", swap.shift.text()},
          {"in_return", id_or_null(swap.in_return)},
          {"asked_by", swap.asked_by.text()},
          {"asked_by_name", names.of(swap.asked_by)},
          {"asked", swap.asked.text()},
          {"asked_name", names.of(swap.asked)},
          {"state", store::to_string(swap.state)},
          {"asked_at", routing::format_instant(swap.asked_at)}};
}

json gap_shape(const routing::Gap& gap, routing::LineId line) {
  return {{"line", line.text()},
          {"starts", routing::format_instant(gap.from)},
          {"ends", routing::format_instant(gap.to)},
          {"shift", id_or_null(gap.shift)}};
}

json on_rota_shape(const flows::NowOnShift& now, StaffId who, routing::Presence presence) {
  return {{"on_shift_until", time_or_null(now.until(who))},
          {"outside_rota", now.is_outside(who, presence)}};
}

Result<routing::ShiftRule> read_rule(const json& body) {
  const auto line = read_string(body, "line");
  if (!line) return std::unexpected(line.error());
  const auto line_id = routing::LineId::parse(*line);
  if (!line_id) return problem(ProblemCode::not_found, "no such line");
  const auto staff = read_staff(body);
  if (!staff) return std::unexpected(staff.error());
  const auto first = needed("first_day", read_day(body, "first_day"));
  if (!first) return std::unexpected(first.error());
  const auto begins = needed("begins", read_clock(body, "begins"));
  if (!begins) return std::unexpected(begins.error());
  const auto ends = needed("ends", read_clock(body, "ends"));
  if (!ends) return std::unexpected(ends.error());
  auto repeats = read_optional_string(body, "repeats");
  if (!repeats) return std::unexpected(repeats.error());
  const auto last_day = read_day(body, "last_day");
  if (!last_day) return std::unexpected(last_day.error());
  return routing::ShiftRule{.id = {},
                            .line = *line_id,
                            .staff = *staff,
                            .first = *first,
                            .hours = flows::changed({}, *begins, *ends),
                            .repeats = repeats->value_or(""),
                            .last_day = *last_day};
}

Result<flows::RuleChange> read_rule_change(const json& body) {
  const auto staff = if_there(body, "staff", read_staff(body));
  if (!staff) return std::unexpected(staff.error());
  const auto first = read_day(body, "first_day");
  if (!first) return std::unexpected(first.error());
  const auto begins = read_clock(body, "begins");
  if (!begins) return std::unexpected(begins.error());
  const auto ends = read_clock(body, "ends");
  if (!ends) return std::unexpected(ends.error());
  auto repeats = read_optional_string(body, "repeats");
  if (!repeats) return std::unexpected(repeats.error());
  const auto last_day = if_there(body, "last_day", read_day(body, "last_day"));
  if (!last_day) return std::unexpected(last_day.error());
  return flows::RuleChange{.staff = *staff,
                           .first = *first,
                           .begins = *begins,
                           .ends = *ends,
                           .repeats = std::move(*repeats),
                           .last_day = *last_day};
}

Result<flows::ShiftWanted> read_shift_wanted(const json& body) {
  const auto staff = if_there(body, "staff", read_staff(body));
  if (!staff) return std::unexpected(staff.error());
  const auto day = read_day(body, "day");
  if (!day) return std::unexpected(day.error());
  const auto begins = read_clock(body, "begins");
  if (!begins) return std::unexpected(begins.error());
  const auto ends = read_clock(body, "ends");
  if (!ends) return std::unexpected(ends.error());
  return flows::ShiftWanted{.staff = *staff, .day = *day, .begins = *begins, .ends = *ends};
}

Result<std::optional<Day>> read_day(const json& body, std::string_view field) {
  const auto text = read_optional_string(body, field);
  if (!text) return std::unexpected(text.error());
  if (!*text) return std::nullopt;
  const auto day = routing::parse_local_day(**text);
  if (!day) return bad_day(field);
  return *day;
}

Result<std::optional<Day>> query_day(const http::Request& request, std::string_view name) {
  const auto text = query_of(request, name);
  if (!text) return std::nullopt;
  const auto day = routing::parse_local_day(*text);
  if (!day) return bad_day(name);
  return *day;
}

Result<routing::Period> span_of(const http::Request& request) {
  const auto from = query_instant(request, "from");
  if (!from) return std::unexpected(from.error());
  const auto to = query_instant(request, "to");
  if (!to) return std::unexpected(to.error());
  if (*to <= *from || *to - *from > rota_days_max) {
    return problem(ProblemCode::malformed, "to is not after from, or more than 100 days after it");
  }
  return routing::Period{*from, *to};
}

}  // namespace warmline::api
