#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/flows/paging.hpp"
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

json page_shape(Names& names, const routing::Page& page) {
  json texted = json::array();
  for (const auto who : page.texted) {
    texted.push_back({{"id", who.text()}, {"name", names.of(who)}});
  }
  return {{"id", page.id.text()},
          {"line", page.line.text()},
          {"reason", routing::to_string(page.reason)},
          {"conversation", id_or_null(page.conversation)},
          {"began_at", routing::format_instant(page.began_at)},
          {"texted", std::move(texted)},
          {"acknowledged_at", time_or_null(page.acknowledged_at)},
          {"acknowledged_by", id_or_null(page.acknowledged_by)},
          {"acknowledged_by_name", names.of(page.acknowledged_by)}};
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

Api::Answer Api::acknowledge_page(http::Request request, auth::Identity who) {
  const auto id = id_in_path<routing::PageId>(request);
  if (!id) co_return http::problem_response({ProblemCode::not_found, "no such page", {}});
  const auto page = co_await flows::acknowledge_page(store_, *id, who.who.staff.id);
  if (!page) co_return http::problem_response(page.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [&page](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    return http::json_response(200, page_shape(names, *page));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

}  // namespace warmline::api
