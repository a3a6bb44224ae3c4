#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using routing::ProblemCode;
using routing::Result;

namespace {

constexpr std::size_t wishes_most = 20;
constexpr std::size_t wish_characters_most = 60;

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

Result<flows::Assignment> read_assignment(const nlohmann::json& body) {
  auto wanted = read_handoff(body);
  if (!wanted) return std::unexpected(std::move(wanted.error()));
  if (!wanted->to) return problem(ProblemCode::malformed, "no \"to\"");
  const auto insist = read_flag(body, "insist");
  if (!insist) return std::unexpected(insist.error());
  flows::Assignment assignment{
      .to = *wanted->to, .note = std::move(wanted->note), .insist = *insist};
  auto from = read_holder(body, "from");
  if (!from) return std::unexpected(std::move(from.error()));
  assignment.from = *from;
  return assignment;
}

Result<routing::Wish> read_wish(const nlohmann::json& each) {
  const auto wrong = [] {
    return problem(
        ProblemCode::malformed,
        R"(wishes: a list of {"kind", "value", "only"}; for not_the_same_person, "not")");
  };
  if (!each.is_object()) return wrong();
  const auto kind_text = read_string(each, "kind");
  const auto kind = kind_text ? routing::parse_wish_kind(*kind_text) : std::nullopt;
  const auto value = read_optional_string(each, "value");
  const auto only = read_flag(each, "only");
  const auto not_text = read_optional_string(each, "not");
  if (!kind || !value || !only || !not_text) return wrong();
  routing::Wish wish{.kind = *kind, .value = value->value_or(""), .not_ = {}, .only = *only};
  if (*kind == routing::WishKind::not_the_same_person) {
    wish.not_ = *not_text ? routing::StaffId::parse(**not_text) : std::nullopt;
    wish.value.clear();
    if (!wish.not_) return wrong();
  } else if (wish.value.empty() || wish.value.size() > wish_characters_most) {
    return wrong();
  }
  return wish;
}

Result<std::vector<routing::Wish>> read_wishes(const http::Request& request) {
  const auto body = read_json(request);
  if (!body) return std::unexpected(body.error());
  const auto listed = body->find("wishes");
  if (listed == body->end() || !listed->is_array() || listed->size() > wishes_most)
    return problem(ProblemCode::malformed, "wishes: a list of at most 20");
  std::vector<routing::Wish> wishes;
  for (const auto& each : *listed) {
    auto wish = read_wish(each);
    if (!wish) return std::unexpected(std::move(wish.error()));
    wishes.push_back(std::move(*wish));
  }
  return wishes;
}

}  // namespace

// The conversation after an act, as whoever acted sees it.
Api::Answer Api::changed(Result<routing::Conversation> result, auth::Identity who) {
  if (!result) co_return co_await refuse(result.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [this, &result, &who](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    return http::json_response(200,
                               conversation_shape(reading, lines_, names, *result, who.who.staff));
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
  auto wanted = read_assignment(*body);
  if (!wanted) co_return http::problem_response(wanted.error());
  auto result = co_await flows::assign_conversation(store_, lines_, *id, who.who.staff.id,
                                                    std::move(*wanted));
  co_return co_await changed(std::move(result), std::move(who));
}

Api::Answer Api::give_back(http::Request request, auth::Identity who) {
  return act(flows::return_conversation, std::move(request), std::move(who));
}

Api::Answer Api::set_wishes(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto wishes = read_wishes(request);
  if (!wishes) co_return http::problem_response(wishes.error());
  auto result = co_await flows::note_wishes(store_, lines_, *id, who.who.staff.id, *wishes);
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
