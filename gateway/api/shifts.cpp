#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/rota_shapes.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;
using routing::ShiftId;

namespace {

using Job = std::move_only_function<Result<http::Response>(store::Reading&)>;

Result<flows::SwapWanted> read_swap(const json& body) {
  const auto to = read_to(body);
  if (!to) return std::unexpected(to.error());
  if (!*to) return problem(ProblemCode::malformed, "no \"to\"");
  flows::SwapWanted wanted{.asked = **to, .in_return = {}};
  const auto in_return = read_optional_string(body, "in_return");
  if (!in_return) return std::unexpected(in_return.error());
  if (!*in_return) return wanted;
  wanted.in_return = ShiftId::parse(**in_return);
  if (!wanted.in_return) {
    return problem(ProblemCode::bad_shift, "in_return: is no shift of theirs to come");
  }
  return wanted;
}

}  // namespace

Api::Answer Api::shift_changed(Result<routing::Shift> result) {
  if (!result) co_return co_await refuse(result.error());
  Job job = [&result](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    return http::json_response(200, shift_shape(*result, names));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::change_shift(http::Request request, auth::Identity who) {
  const auto id = path_id<ShiftId>(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto wanted = read_shift_wanted(*body);
  if (!wanted) co_return co_await refuse(wanted.error());
  auto result = co_await flows::change_shift(store_, lines_, who.who.staff.id, *id, *wanted);
  co_return co_await shift_changed(std::move(result));
}

Api::Answer Api::cancel_shift(http::Request request, auth::Identity who) {
  const auto id = path_id<ShiftId>(request);
  if (!id) co_return http::problem_response(id.error());
  const auto cancelled = co_await flows::cancel_shift(store_, lines_, who.who.staff.id, *id);
  if (!cancelled) co_return co_await refuse(cancelled.error());
  co_return http::empty_response(204);
}

Api::Answer Api::restore_shift(http::Request request, auth::Identity who) {
  const auto id = path_id<ShiftId>(request);
  if (!id) co_return http::problem_response(id.error());
  auto result = co_await flows::restore_shift(store_, lines_, who.who.staff.id, *id);
  co_return co_await shift_changed(std::move(result));
}

Api::Answer Api::take_shift(http::Request request, auth::Identity who) {
  const auto id = path_id<ShiftId>(request);
  if (!id) co_return http::problem_response(id.error());
  auto result = co_await flows::take_shift(store_, lines_, who.who.staff.id, *id);
  co_return co_await shift_changed(std::move(result));
}

Api::Answer Api::swapped(Result<store::Swap> result, unsigned status) {
  if (!result) co_return co_await refuse(result.error());
  Job job = [&result, status](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    return http::json_response(status, swap_shape(*result, names));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::ask_swap(http::Request request, auth::Identity who) {
  const auto id = path_id<ShiftId>(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto wanted = read_swap(*body);
  if (!wanted) co_return co_await refuse(wanted.error());
  auto result = co_await flows::ask_swap(store_, lines_, who.who.staff.id, *id, *wanted);
  co_return co_await swapped(std::move(result), 201);
}

// A peer's own; a coordinator's: everybody's.
Api::Answer Api::list_swaps(http::Request request, auth::Identity who) {
  const auto seen = lines_seen(request, who);
  if (!seen) co_return http::problem_response(seen.error());
  const bool everyones = routing::at_least(who.who.staff.role, routing::Role::coordinator);
  const auto only = everyones ? std::nullopt : std::optional<routing::StaffId>(who.who.staff.id);
  Job job = [this, &seen, only](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    json items = json::array();
    for (const auto line : *seen) {
      for (const auto& swap : store::swaps::undecided(reading, line, only)) {
        if (flows::is_good(reading, lines_, swap)) items.push_back(swap_shape(swap, names));
      }
    }
    return http::json_response(200, {{"items", std::move(items)}, {"next", nullptr}});
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::swap_act(SwapAct act, http::Request request, auth::Identity who) {
  const auto id = path_id<routing::SwapId>(request);
  if (!id) co_return http::problem_response(id.error());
  auto result = co_await act(store_, lines_, who.who.staff.id, *id);
  co_return co_await swapped(std::move(result), 200);
}

Api::Answer Api::accept_swap(http::Request request, auth::Identity who) {
  return swap_act(flows::accept_swap, std::move(request), std::move(who));
}

Api::Answer Api::approve_swap(http::Request request, auth::Identity who) {
  return swap_act(flows::approve_swap, std::move(request), std::move(who));
}

Api::Answer Api::decline_swap(http::Request request, auth::Identity who) {
  return swap_act(flows::decline_swap, std::move(request), std::move(who));
}

}  // namespace warmline::api
