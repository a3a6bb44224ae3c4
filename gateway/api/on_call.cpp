#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/flows/set_on_call.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/pages.hpp"
#include "gateway/store/phones.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

json on_call_shape(store::Reading& store, routing::LineId line) {
  Names names(store);
  json items = json::array();
  for (const auto who : store::pages::on_call(store, line)) {
    items.push_back({{"id", who.text()},
                     {"name", names.of(who)},
                     {"has_phone", store::phones::find(store, who).has_value()}});
  }
  return {{"items", std::move(items)}, {"next", nullptr}};
}

Result<std::vector<routing::StaffId>> read_staff(const http::Request& request) {
  const auto body = read_json(request);
  if (!body) return std::unexpected(body.error());
  const auto found = body->find("staff");
  if (found == body->end() || !found->is_array()) {
    return problem(ProblemCode::malformed, "staff is no list");
  }
  std::vector<routing::StaffId> staff;
  for (const auto& one : *found) {
    if (!one.is_string()) return problem(ProblemCode::malformed, "staff is no list of ids");
    const auto id = routing::StaffId::parse(one.get<std::string>());
    if (!id) return problem(ProblemCode::not_found, "no such member of staff");
    staff.push_back(*id);
  }
  return staff;
}

}  // namespace

Result<const routing::Line*> Api::line_in_path(const http::Request& request) const {
  const auto id = id_in_path<routing::LineId>(request);
  const auto* line = id ? lines_.find(*id) : nullptr;
  if (!line) return problem(ProblemCode::not_found, "no such line");
  return line;
}

Api::Answer Api::list_on_call(http::Request request, auth::Identity /*who*/) {
  const auto line = line_in_path(request);
  if (!line) co_return http::problem_response(line.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [id = (*line)->id](store::Reading& reading) -> Result<http::Response> {
    return http::json_response(200, on_call_shape(reading, id));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::set_on_call(http::Request request, auth::Identity who) {
  const auto line = line_in_path(request);
  if (!line) co_return http::problem_response(line.error());
  const auto staff = read_staff(request);
  if (!staff) co_return http::problem_response(staff.error());
  const auto set = co_await flows::set_on_call(store_, **line, who.who.staff.id, *staff);
  if (!set) co_return http::problem_response(set.error());
  co_return co_await list_on_call(std::move(request), std::move(who));
}

}  // namespace warmline::api
