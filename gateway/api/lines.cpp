// Lines as they are set, and what coordinators set them to.
#include "gateway/store/lines.hpp"

#include <algorithm>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/readable.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/flows/set_line.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/experiences.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

constexpr std::size_t experiences_most = 100;
constexpr std::size_t experience_characters_most = 60;
constexpr std::size_t spans_most = 24;

// The {id} of the path; not_found when it is no line's.
Result<routing::LineId> line_id_of(const http::Request& request, const flows::Lines& lines) {
  const auto id = routing::LineId::parse(request.path_values.at("id"));
  if (!id || lines.find(*id) == nullptr) return problem(ProblemCode::not_found, "no such line");
  return *id;
}

Result<std::chrono::year_month_day> day_of(const http::Request& request) {
  const auto day = routing::parse_day(request.path_values.at("day"));
  if (!day) return problem(ProblemCode::malformed, "a day is written like 2026-12-24");
  return *day;
}

// Texts by language, where the field is there.
Result<std::map<std::string, std::string>> read_by_language(const json& body,
                                                            std::string_view field) {
  const auto found = body.find(field);
  if (found == body.end() || found->is_null()) return std::map<std::string, std::string>();
  const bool fits = found->is_object() &&
                    std::ranges::all_of(*found, [](const json& each) { return each.is_string(); });
  if (!fits) {
    return problem(ProblemCode::malformed, std::string(field) + R"(: by language, as {"en": "…"})");
  }
  return found->get<std::map<std::string, std::string>>();
}

// Empty for "open": back to its hours.
Result<std::optional<routing::LineSwitch>> read_switch(const http::Request& request) {
  const auto body = read_json(request);
  if (!body) return std::unexpected(body.error());
  const auto state = read_string(*body, "state");
  if (!state) return std::unexpected(state.error());
  if (*state == routing::to_string(routing::Standing::State::open)) return std::nullopt;
  const auto to = routing::parse_switch(*state);
  if (!to) return problem(ProblemCode::malformed, "state: open, short-staffed, closed");
  const auto text = read_string(*body, "until");
  if (!text) return std::unexpected(text.error());
  const auto until = routing::parse_instant(*text);
  if (!until) return problem(ProblemCode::malformed, "until is no RFC 3339 time");
  auto words = read_by_language(*body, "words");
  if (!words) return std::unexpected(std::move(words.error()));
  return routing::LineSwitch{.to = *to, .since = {}, .until = *until, .words = std::move(*words)};
}

Result<store::lines::Waits> read_waits(const http::Request& request) {
  const auto body = read_json(request);
  if (!body) return std::unexpected(body.error());
  constexpr double most = std::chrono::duration<double>(routing::wait_most).count();
  store::lines::Waits waits;
  for (const auto& [name, value] : body->items()) {
    routing::Timing timing;
    if (routing::wait_named(timing, name) == nullptr)
      return problem(ProblemCode::malformed, name + ": no such wait");
    if (value.is_null()) continue;
    const bool fits = value.is_number() && value.get<double>() > 0 && value.get<double>() <= most;
    if (!fits) {
      return problem(ProblemCode::malformed, name + ": seconds, more than 0 and at most 30 days");
    }
    waits[name] =
        std::chrono::round<routing::Duration>(std::chrono::duration<double>(value.get<double>()));
  }
  return waits;
}

Result<std::vector<routing::Span>> read_spans(const http::Request& request) {
  const auto body = read_json(request);
  if (!body) return std::unexpected(body.error());
  const auto listed = body->find("spans");
  const auto wrong = [] {
    return problem(ProblemCode::malformed, R"(spans: a list such as ["10:00-12:00"])");
  };
  if (listed == body->end() || !listed->is_array() || listed->size() > spans_most) return wrong();
  std::vector<routing::Span> spans;
  for (const auto& each : *listed) {
    const auto span =
        each.is_string() ? routing::parse_span(each.get<std::string>()) : std::nullopt;
    if (!span) return wrong();
    spans.push_back(*span);
  }
  return spans;
}

bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= experience_characters_most;
}

Result<std::vector<routing::Experience>> read_experiences(const http::Request& request) {
  const auto body = read_json(request);
  if (!body) return std::unexpected(body.error());
  const auto listed = body->find("items");
  if (listed == body->end() || !listed->is_array() || listed->size() > experiences_most)
    return problem(ProblemCode::malformed, "items: a list of at most 100");
  std::vector<routing::Experience> experiences;
  for (const auto& each : *listed) {
    if (!each.is_object()) return problem(ProblemCode::malformed, "items: objects");
    auto name = read_string(each, "name");
    if (!name) return std::unexpected(std::move(name.error()));
    auto labels = read_by_language(each, "labels");
    if (!labels) return std::unexpected(std::move(labels.error()));
    const bool is_twice =
        std::ranges::find(experiences, *name, &routing::Experience::name) != experiences.end();
    const bool fits =
        is_name(*name) && !is_twice &&
        std::ranges::all_of(*labels, [](const auto& one) { return is_name(one.second); });
    if (!fits) {
      return problem(ProblemCode::malformed,
                     "items: names that differ, and labels, of 1 to 60 characters");
    }
    experiences.push_back({.name = std::move(*name), .labels = std::move(*labels)});
  }
  return experiences;
}

json experiences_shape(store::Reading& store) {
  json items = json::array();
  for (const auto& each : store::experiences::all(store))
    items.push_back({{"name", each.name}, {"labels", each.labels}});
  return {{"items", std::move(items)}, {"next", nullptr}};
}

}  // namespace

Api::Answer Api::list_lines(http::Request /*request*/, auth::Identity who) {
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [this, &who](store::Reading& reading) -> Result<http::Response> {
    json items = json::array();
    for (const auto& line : lines_.all()) {
      if (!may_look_at(who.who.staff, line.id)) continue;
      items.push_back(line_shape(store::lines::as_set(reading, line), reading.now));
    }
    return http::json_response(200, {{"items", std::move(items)}, {"next", nullptr}});
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::line_after(Result<void> result, routing::LineId line) {
  if (!result) co_return http::problem_response(result.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [this, line](store::Reading& reading) -> Result<http::Response> {
    return http::json_response(
        200, line_shape(store::lines::as_set(reading, *lines_.find(line)), reading.now));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::switch_line(http::Request request, auth::Identity who) {
  const auto line = line_id_of(request, lines_);
  if (!line) co_return http::problem_response(line.error());
  const auto wanted = read_switch(request);
  if (!wanted) co_return http::problem_response(wanted.error());
  auto done = co_await flows::switch_line(store_, lines_, *line, who.who.staff.id, *wanted);
  co_return co_await line_after(std::move(done), *line);
}

Api::Answer Api::set_timing(http::Request request, auth::Identity who) {
  const auto line = line_id_of(request, lines_);
  if (!line) co_return http::problem_response(line.error());
  const auto waits = read_waits(request);
  if (!waits) co_return http::problem_response(waits.error());
  auto done = co_await flows::set_timing(store_, lines_, *line, who.who.staff.id, *waits);
  co_return co_await line_after(std::move(done), *line);
}

Api::Answer Api::set_day(http::Request request, auth::Identity who) {
  const auto line = line_id_of(request, lines_);
  if (!line) co_return http::problem_response(line.error());
  const auto day = day_of(request);
  if (!day) co_return http::problem_response(day.error());
  const auto spans = read_spans(request);
  if (!spans) co_return http::problem_response(spans.error());
  auto done = co_await flows::set_day(store_, lines_, *line, who.who.staff.id, *day, *spans);
  co_return co_await line_after(std::move(done), *line);
}

Api::Answer Api::clear_day(http::Request request, auth::Identity who) {
  const auto line = line_id_of(request, lines_);
  if (!line) co_return http::problem_response(line.error());
  const auto day = day_of(request);
  if (!day) co_return http::problem_response(day.error());
  auto done = co_await flows::set_day(store_, lines_, *line, who.who.staff.id, *day, std::nullopt);
  co_return co_await line_after(std::move(done), *line);
}

Api::Answer Api::list_experiences(http::Request /*request*/, auth::Identity /*who*/) {
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [](store::Reading& reading) -> Result<http::Response> {
    return http::json_response(200, experiences_shape(reading));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::set_experiences(http::Request request, auth::Identity who) {
  auto wanted = read_experiences(request);
  if (!wanted) co_return http::problem_response(wanted.error());
  const auto done = co_await flows::set_experiences(store_, who.who.staff.id, std::move(*wanted));
  if (!done) co_return http::problem_response(done.error());
  co_return co_await list_experiences(std::move(request), std::move(who));
}

}  // namespace warmline::api
