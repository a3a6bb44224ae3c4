#include "gateway/store/staff.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/staff_json.hpp"
#include "gateway/auth/staff_links.hpp"
#include "gateway/flows/edit_staff.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;
using routing::StaffId;

namespace {

using Job = std::move_only_function<Result<http::Response>(store::Writing&)>;

http::Response shown(store::Reading& store, StaffId who) {
  return http::json_response(200, staff_shape(store, *store::staff::find(store, who)));
}

Result<StaffId> staff_in_path(const http::Request& request) {
  const auto id = id_in_path<StaffId>(request);
  if (!id) return problem(ProblemCode::not_found, "no such member of staff");
  return *id;
}

// Coordinators see to it that peers get what they can take; who somebody is, and where they work,
// is for administrators.
Result<void> may_change(const routing::Staff& by, const routing::Staff& whom,
                        const flows::StaffWanted& wanted) {
  if (by.role == routing::Role::administrator) return {};
  if (whom.role == routing::Role::peer && !wanted.name && !wanted.role && !wanted.lines) return {};
  return problem(ProblemCode::forbidden, "for administrators");
}

Result<http::Response> disable(store::Writing& store, const flows::Lines& lines, StaffId who,
                               StaffId by) {
  const auto row = store::staff::find(store, who);
  if (!row) return problem(ProblemCode::not_found, "no such member of staff");
  if (store::staff::is_last_administrator(store, who)) {
    return problem(ProblemCode::last_administrator, "nobody else is one");
  }
  if (row->staff.enabled) {
    flows::take_everything_back(store, lines, who, by);
    auth::disable(store, who, by);
  }
  return shown(store, who);
}

Result<http::Response> enable(store::Writing& store, const flows::Lines& lines, StaffId who,
                              StaffId by) {
  const auto may = auth::check_still(store, auth::Access::administrator, by);
  if (!may) return std::unexpected(may.error());
  if (!store::staff::find(store, who)) {
    return problem(ProblemCode::not_found, "no such member of staff");
  }
  flows::enable_staff(store, lines, who, by);
  return shown(store, who);
}

}  // namespace

http::Response Api::link_response(const std::string& token, routing::Instant expires_at,
                                  json more) const {
  // After a '#': what stands there is sent to no server, and stands in nobody's log.
  more["url"] = public_origin_ + "/join#" + token;
  more["expires_at"] = routing::format_instant(expires_at);
  return http::json_response(201, more);
}

Api::Answer Api::list_staff(http::Request /*request*/, auth::Identity /*who*/) {
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [](store::Reading& reading) -> Result<http::Response> {
    auto rows = store::staff::all(reading);
    std::ranges::sort(rows, {}, [](const store::StaffRow& row) {
      return std::tuple(!row.staff.enabled, row.staff.name, row.staff.username);
    });
    json items = json::array();
    for (const auto& row : rows) items.push_back(staff_shape(reading, row));
    return http::json_response(200, {{"items", std::move(items)}, {"next", nullptr}});
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::change_staff(http::Request request, auth::Identity who) {
  const auto id = staff_in_path(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto wanted = read_staff(*body, lines_);
  if (!wanted) co_return http::problem_response(wanted.error());
  Job job = [this, id = *id, &wanted, &who](store::Writing& writing) -> Result<http::Response> {
    const auto still = auth::check_still(writing, auth::Access::coordinator, who.who.staff.id);
    if (!still) return std::unexpected(still.error());
    const auto by = *store::staff::find(writing, who.who.staff.id);
    const auto whom = store::staff::find(writing, id);
    if (!whom) return problem(ProblemCode::not_found, "no such member of staff");
    if (auto may = may_change(by.staff, whom->staff, *wanted); !may) {
      return std::unexpected(std::move(may.error()));
    }
    if (auto known = check_experiences(writing, *wanted, whom->staff.experiences); !known) {
      return std::unexpected(std::move(known.error()));
    }
    const auto done = flows::change_staff(writing, lines_, id, *wanted, who.who.staff.id);
    if (!done) return std::unexpected(done.error());
    const bool has_less = wanted->role && !routing::at_least(*wanted->role, whom->staff.role);
    if (has_less) auth::end_links_made_by(writing, id, who.who.staff.id);
    return shown(writing, id);
  };
  const auto answer = co_await store_.write<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::disable_staff(http::Request request, auth::Identity who) {
  const auto id = staff_in_path(request);
  if (!id) co_return http::problem_response(id.error());
  Job job = [this, id = *id, by = who.who.staff.id](store::Writing& writing) {
    return disable(writing, lines_, id, by);
  };
  const auto answer = co_await store_.write<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::enable_staff(http::Request request, auth::Identity who) {
  const auto id = staff_in_path(request);
  if (!id) co_return http::problem_response(id.error());
  Job job = [this, id = *id, by = who.who.staff.id](store::Writing& writing) {
    return enable(writing, lines_, id, by);
  };
  const auto answer = co_await store_.write<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::reset_staff(http::Request request, auth::Identity who) {
  const auto id = staff_in_path(request);
  if (!id) co_return http::problem_response(id.error());
  std::move_only_function<Result<auth::MadeReset>(store::Writing&)> job =
      [this, id = *id, by = who.who.staff.id](store::Writing& writing) -> Result<auth::MadeReset> {
    const auto may = auth::check_still(writing, auth::Access::administrator, by);
    if (!may) return std::unexpected(may.error());
    const auto row = store::staff::find(writing, id);
    if (!row) return problem(ProblemCode::not_found, "no such member of staff");
    if (!row->staff.enabled) return problem(ProblemCode::account_disabled, "cannot sign in");
    // Nobody is left on who can't see what is said to them.
    flows::take_everything_back(writing, lines_, id, by);
    return auth::reset_password(writing, id, by);
  };
  const auto made = co_await store_.write<auth::MadeReset>(std::move(job));
  if (!made) co_return http::problem_response(made.error());
  co_return link_response(made->token, made->expires_at, json::object());
}

}  // namespace warmline::api
