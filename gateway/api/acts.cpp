#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using routing::ProblemCode;
using routing::Result;

namespace {

struct Handoff {
  std::optional<routing::StaffId> to;
  std::optional<routing::Body> note;
};

Result<Handoff> read_handoff(const nlohmann::json& body) {
  auto to = read_to(body);
  if (!to) return std::unexpected(std::move(to.error()));
  auto note = read_note(body);
  if (!note) return std::unexpected(std::move(note.error()));
  return Handoff{*to, std::move(*note)};
}

}  // namespace

// The conversation after an act, as whoever acted sees it.
Api::Answer Api::changed(Result<routing::Conversation> result, auth::Identity who) {
  if (!result) co_return co_await refuse(result.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [this, &result, &who](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    return http::json_response(
        200, conversation_shape(reading, lines_, names, *result, who.who.staff.id));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::act(Act act, http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  auto result = co_await act(store_, lines_, *id, who.who.staff.id);
  co_return co_await changed(std::move(result), std::move(who));
}

Api::Answer Api::accept(http::Request request, auth::Identity who) {
  return act(flows::accept_offer, std::move(request), std::move(who));
}

Api::Answer Api::pass(http::Request request, auth::Identity who) {
  return act(flows::pass_offer, std::move(request), std::move(who));
}

Api::Answer Api::claim(http::Request request, auth::Identity who) {
  return act(flows::claim_conversation, std::move(request), std::move(who));
}

// Without a body, as before there was anything to say in one.
Api::Answer Api::close(http::Request request, auth::Identity who) {
  bool asked_back = false;
  if (!request.body.empty()) {
    const auto body = read_json(request);
    if (!body) co_return http::problem_response(body.error());
    const auto asked = read_flag(*body, "asked_back");
    if (!asked) co_return http::problem_response(asked.error());
    asked_back = *asked;
  }
  co_return co_await act(asked_back ? flows::close_asking_back : flows::close_conversation,
                         std::move(request), std::move(who));
}

Api::Answer Api::reopen(http::Request request, auth::Identity who) {
  return act(flows::reopen_conversation, std::move(request), std::move(who));
}

Api::Answer Api::hand_off(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto wanted = read_handoff(*body);
  if (!wanted) co_return http::problem_response(wanted.error());
  auto result = co_await flows::hand_off_conversation(store_, lines_, *id, who.who.staff.id,
                                                      wanted->to, wanted->note);
  co_return co_await changed(std::move(result), std::move(who));
}

Api::Answer Api::assign(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto wanted = read_handoff(*body);
  if (!wanted) co_return http::problem_response(wanted.error());
  if (!wanted->to) co_return http::problem_response({ProblemCode::malformed, "no \"to\"", {}});
  const auto insist = read_flag(*body, "insist");
  if (!insist) co_return http::problem_response(insist.error());
  auto result = co_await flows::assign_conversation(store_, lines_, *id, who.who.staff.id,
                                                    *wanted->to, wanted->note, *insist);
  co_return co_await changed(std::move(result), std::move(who));
}

Api::Answer Api::rest(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto until = read_until(*body);
  if (!until) co_return http::problem_response(until.error());
  auto result = co_await flows::rest_conversation(store_, lines_, *id, who.who.staff.id, *until);
  co_return co_await changed(std::move(result), std::move(who));
}

}  // namespace warmline::api
