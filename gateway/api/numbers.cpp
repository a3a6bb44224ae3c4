// How a line went, as JSON and for a spreadsheet.
#include "gateway/store/numbers.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/http/problem_response.hpp"
#include "routing/local_time.hpp"
#include "routing/numbers.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::Day;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

using Job = std::move_only_function<Result<http::Response>(store::Reading&)>;

constexpr std::chrono::days days_default{28};
constexpr std::chrono::days days_most{1100};
// Farther away, times are no times any more.
constexpr Day earliest = Day(std::chrono::year(2000) / 1 / 1);
constexpr Day latest = Day(std::chrono::year(2200) / 1 / 1);

struct Asked {
  const routing::Line* line = nullptr;
  Day from;
  Day to;
};

Result<std::optional<Day>> day_of(const http::Request& request, std::string_view name) {
  const auto text = query_of(request, name);
  if (!text) return std::nullopt;
  const auto day = routing::parse_local_day(*text);
  if (!day || *day < earliest || *day > latest) {
    return problem(ProblemCode::malformed, std::string(name) + ": a day such as 2026-11-22");
  }
  return day;
}

// Of the line; four weeks until today, where nothing else is said.
Result<Asked> asked_of(const http::Request& request, const routing::Line& line,
                       routing::Instant now) {
  const auto from = day_of(request, "from");
  if (!from) return std::unexpected(from.error());
  const auto to = day_of(request, "to");
  if (!to) return std::unexpected(to.error());
  Asked asked{.line = &line};
  asked.to = to->value_or(routing::day_at(line.time_zone, now));
  asked.from = from->value_or(asked.to - days_default + std::chrono::days(1));
  if (asked.from > asked.to || asked.to - asked.from >= days_most) {
    return problem(ProblemCode::malformed, "from: not after to, and at most three years before");
  }
  return asked;
}

struct Counted {
  routing::Numbers numbers;
  std::optional<routing::Instant> until;
};

Counted count(store::Reading& store, const Asked& asked) {
  const auto& zone = asked.line->time_zone;
  const auto begin = routing::instant_of(zone, asked.from, std::chrono::minutes(0));
  const auto end =
      routing::instant_of(zone, asked.to + std::chrono::days(1), std::chrono::minutes(0));
  routing::NumbersCounter counter(zone, asked.from, asked.to);
  const auto until = store::numbers::count(store, asked.line->id, begin, end, counter);
  return {counter.numbers(), until};
}

// Each count by its name, which stands in both answers.
constexpr std::size_t columns = 11;
using Column = std::pair<std::string_view, std::optional<std::int64_t>>;
std::array<Column, columns> columns_of(const routing::Count& count) {
  const auto seconds = [](const std::optional<std::chrono::seconds>& wait) {
    return wait ? std::optional<std::int64_t>(wait->count()) : std::nullopt;
  };
  return {{{"begun", count.begun},
           {"answered", count.answered},
           {"waited_and_left", count.left},
           {"waiting", count.waiting},
           {"ended", count.ended},
           {"texts_in", count.texts.in},
           {"texts_out", count.texts.out},
           {"automatic", count.texts.automatic},
           {"failed", count.failed},
           {"wait_p50", seconds(count.wait_p50)},
           {"wait_p90", seconds(count.wait_p90)}}};
}

json count_shape(const routing::Count& count) {
  json shape = json::object();
  for (const auto& [name, value] : columns_of(count))
    shape[std::string(name)] = value ? json(*value) : json();
  return shape;
}

template <class Counts>
json counts_shape(const Counts& counts) {
  json shape = json::array();
  for (const auto& count : counts) shape.push_back(count_shape(count));
  return shape;
}

json numbers_shape(const Asked& asked, const Counted& counted) {
  json days = json::array();
  auto day = asked.from;
  for (const auto& count : counted.numbers.days) {
    auto shape = count_shape(count);
    shape["day"] = routing::format_day(day);
    days.push_back(std::move(shape));
    day += std::chrono::days(1);
  }
  json by_week = json::array();
  for (const auto& hours : counted.numbers.by_week) by_week.push_back(counts_shape(hours));
  return {{"line", asked.line->id.text()},
          {"time_zone", asked.line->time_zone},
          {"from", routing::format_day(asked.from)},
          {"to", routing::format_day(asked.to)},
          {"counted_until", time_or_null(counted.until)},
          {"all", count_shape(counted.numbers.all)},
          {"days", std::move(days)},
          {"hours", counts_shape(counted.numbers.hours)},
          {"weekdays", counts_shape(counted.numbers.weekdays)},
          {"by_week", std::move(by_week)}};
}

// Digits and names alone: nothing in it has to be quoted, and no spreadsheet takes it for a
// formula.
std::string numbers_csv(const Asked& asked, const routing::Numbers& numbers) {
  std::string csv = "day";
  for (const auto& [name, value] : columns_of(numbers.all)) csv += fmt::format(",{}", name);
  csv += "\r\n";
  auto day = asked.from;
  for (const auto& count : numbers.days) {
    csv += routing::format_day(day);
    for (const auto& [name, value] : columns_of(count))
      csv += value ? fmt::format(",{}", *value) : ",";
    csv += "\r\n";
    day += std::chrono::days(1);
  }
  return csv;
}

http::Response csv_response(const Asked& asked, const routing::Numbers& numbers) {
  auto response = http::typed_response(200, "text/csv; charset=utf-8; header=present",
                                       numbers_csv(asked, numbers));
  response.set("Content-Disposition",
               fmt::format("attachment; filename=\"numbers-{}-{}.csv\"",
                           routing::format_day(asked.from), routing::format_day(asked.to)));
  return response;
}

}  // namespace

Result<const routing::Line*> Api::line_asked(const http::Request& request) const {
  const auto id = line_of(request);
  if (!id) return std::unexpected(id.error());
  if (!*id) return problem(ProblemCode::malformed, "line: which one");
  return lines_.find(**id);
}

Api::Answer Api::show_numbers(http::Request request, auth::Identity /*who*/) {
  const auto line = line_asked(request);
  if (!line) co_return http::problem_response(line.error());
  Job job = [&request, &line](store::Reading& reading) -> Result<http::Response> {
    const auto asked = asked_of(request, **line, reading.now);
    if (!asked) return std::unexpected(asked.error());
    return http::json_response(200, numbers_shape(*asked, count(reading, *asked)));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::show_numbers_csv(http::Request request, auth::Identity /*who*/) {
  const auto line = line_asked(request);
  if (!line) co_return http::problem_response(line.error());
  Job job = [&request, &line](store::Reading& reading) -> Result<http::Response> {
    const auto asked = asked_of(request, **line, reading.now);
    if (!asked) return std::unexpected(asked.error());
    return csv_response(*asked, count(reading, *asked).numbers);
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

}  // namespace warmline::api
