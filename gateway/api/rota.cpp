#include "gateway/store/rota.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/rota_shapes.hpp"
#include "gateway/flows/open_hours.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

using Job = std::move_only_function<Result<http::Response>(store::Reading&)>;

Result<bool> wants_cancelled(const http::Request& request) {
  const auto wanted = query_of(request, "cancelled");
  if (!wanted || *wanted == "false") return false;
  if (*wanted == "true") return true;
  return problem(ProblemCode::malformed, "cancelled: true or false");
}

// Adds the shapes of a line's shifts; of cancelled ones too where they are wanted, as they were.
void add_shifts(store::Reading& store, const routing::Line& line, const routing::Period& span,
                bool with_cancelled, Names& names, json& items) {
  auto plan = store::rota::plan(store, line.id, span.from, span.to);
  std::set<routing::ShiftId> cancelled;
  for (auto& change : plan.changes) {
    if (!with_cancelled || !change.cancelled) continue;
    cancelled.insert(change.shift);
    change.cancelled = false;
  }
  for (const auto& shift :
       routing::shifts(plan.rules, plan.changes, line.time_zone, span.from, span.to)) {
    items.push_back(shift_shape(shift, names));
    items.back()["cancelled"] = cancelled.contains(shift.id);
  }
}

// What a line makes of a stretch of time.
std::vector<routing::Shift> shifts_of(store::Reading& store, const routing::Line& line,
                                      const routing::Period& span) {
  const auto plan = store::rota::plan(store, line.id, span.from, span.to);
  return routing::shifts(plan.rules, plan.changes, line.time_zone, span.from, span.to);
}

http::Response page(json items) {
  return http::json_response(200, {{"items", std::move(items)}, {"next", nullptr}});
}

json by_start(json items) {
  const auto place_of = [](const json& item) {
    const auto word = [&](const char* key) -> const std::string& {
      return item.at(key).get_ref<const std::string&>();
    };
    return std::tie(word("starts"), word("ends"), word("line"));
  };
  std::ranges::sort(items.get_ref<json::array_t&>(), {}, place_of);
  return items;
}

}  // namespace

Api::Answer Api::list_shifts(http::Request request, auth::Identity who) {
  const auto seen = lines_seen(request, who);
  if (!seen) co_return http::problem_response(seen.error());
  const auto span = span_of(request);
  if (!span) co_return http::problem_response(span.error());
  const auto with_cancelled = wants_cancelled(request);
  if (!with_cancelled) co_return http::problem_response(with_cancelled.error());
  Job job = [&](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    json items = json::array();
    for (const auto line : *seen) {
      add_shifts(reading, *lines_.find(line), *span, *with_cancelled, names, items);
    }
    return page(by_start(std::move(items)));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::list_uncovered(http::Request request, auth::Identity who) {
  const auto seen = lines_seen(request, who);
  if (!seen) co_return http::problem_response(seen.error());
  const auto span = span_of(request);
  if (!span) co_return http::problem_response(span.error());
  Job job = [this, &seen, &span](store::Reading& reading) -> Result<http::Response> {
    json items = json::array();
    for (const auto id : *seen) {
      const auto& line = *lines_.find(id);
      const auto shifts = shifts_of(reading, line, *span);
      const auto open = flows::open_hours(reading, line, span->from, span->to);
      for (const auto& gap : routing::uncovered(shifts, open, span->from, span->to)) {
        items.push_back(gap_shape(gap, id));
      }
    }
    return page(by_start(std::move(items)));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::list_rules(http::Request request, auth::Identity who) {
  const auto seen = lines_seen(request, who);
  if (!seen) co_return http::problem_response(seen.error());
  Job job = [this, &seen](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    json items = json::array();
    for (const auto line : *seen) {
      const auto today = routing::day_at(lines_.find(line)->time_zone, reading.now);
      for (const auto& rule : store::rota::rules(reading, line, today)) {
        items.push_back(rule_shape(rule, names));
      }
    }
    return page(std::move(items));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::planned(Result<routing::ShiftRule> result, unsigned status) {
  if (!result) co_return co_await refuse(result.error());
  Job job = [&result, status](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    return http::json_response(status, rule_shape(*result, names));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::add_rule(http::Request request, auth::Identity who) {
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto wanted = read_rule(*body);
  if (!wanted) co_return co_await refuse(wanted.error());
  auto added = co_await flows::add_rule(store_, lines_, who.who.staff.id, *wanted);
  co_return co_await planned(std::move(added), 201);
}

Api::Answer Api::change_rule(http::Request request, auth::Identity who) {
  const auto id = path_id<routing::ShiftRuleId>(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto change = read_rule_change(*body);
  if (!change) co_return co_await refuse(change.error());
  const auto from = read_day(*body, "from");
  if (!from) co_return co_await refuse(from.error());
  auto changed = co_await flows::change_rule(store_, lines_, who.who.staff.id, *id, *change, *from);
  co_return co_await planned(std::move(changed), 200);
}

Api::Answer Api::end_rule(http::Request request, auth::Identity who) {
  const auto id = path_id<routing::ShiftRuleId>(request);
  if (!id) co_return http::problem_response(id.error());
  const auto from = query_day(request, "from");
  if (!from) co_return co_await refuse(from.error());
  const auto ended = co_await flows::end_rule(store_, lines_, who.who.staff.id, *id, *from);
  if (!ended) co_return co_await refuse(ended.error());
  co_return http::empty_response(204);
}

}  // namespace warmline::api
