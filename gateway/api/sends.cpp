// What a person decides about a text that failed, or of which nobody knows whether it left.
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/readable.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/flows/decide_text.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

std::string_view word_of(flows::Listed listed) {
  switch (listed) {
    case flows::Listed::found:
      return "found";
    case flows::Listed::absent:
      return "absent";
    case flows::Listed::unclear:
      return "unclear";
  }
  return {};
}

}  // namespace

// The {id} of the path, where it is a text in a conversation that they may read.
flows::awaitable<Result<routing::TextId>> Api::readable_text(const http::Request& request,
                                                             const auth::Identity& who) {
  const auto id = id_in_path<routing::TextId>(request);
  if (!id) co_return problem(ProblemCode::not_found, "no such text");
  std::move_only_function<Result<routing::TextId>(store::Reading&)> job =
      [&id, &who](store::Reading& reading) -> Result<routing::TextId> {
    const auto text = store::texts::standing(reading, *id);
    if (!text || !text->conversation) return problem(ProblemCode::not_found, "no such text");
    const auto readable = find_readable(reading, *text->conversation, who.who.staff);
    if (!readable) return std::unexpected(readable.error());
    return *id;
  };
  co_return co_await store_.read<routing::TextId>(std::move(job));
}

flows::awaitable<Result<json>> Api::shape_with_author(store::Text text) {
  std::move_only_function<Result<json>(store::Reading&)> job =
      [&text](store::Reading& reading) -> Result<json> {
    return text_shape(text, Names(reading).of(text.author));
  };
  co_return co_await store_.read<json>(std::move(job));
}

Api::Answer Api::retry_text(http::Request request, auth::Identity who) {
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto insist = read_flag(*body, "insist");
  if (!insist) co_return http::problem_response(insist.error());
  const auto id = co_await readable_text(request, who);
  if (!id) co_return http::problem_response(id.error());
  auto again = co_await flows::send_again(store_, lines_, *id, who.who.staff.id, *insist);
  if (!again) co_return co_await refuse(again.error());
  const auto shape = co_await shape_with_author(std::move(again->text));
  if (!shape) co_return http::problem_response(shape.error());
  co_return http::json_response(again->written_before ? 200 : 201, *shape);
}

Api::Answer Api::check_text(http::Request request, auth::Identity who) {
  const auto id = co_await readable_text(request, who);
  if (!id) co_return http::problem_response(id.error());
  auto checked = co_await outbox_.check(*id);
  if (!checked) co_return http::problem_response(checked.error());
  const json listed = checked->listed ? json(word_of(*checked->listed)) : json();
  const auto shape = co_await shape_with_author(std::move(checked->text));
  if (!shape) co_return http::problem_response(shape.error());
  co_return http::json_response(200, {{"text", *shape}, {"listed", listed}});
}

Api::Answer Api::leave_text(http::Request request, auth::Identity who) {
  const auto id = co_await readable_text(request, who);
  if (!id) co_return http::problem_response(id.error());
  auto left = co_await flows::leave_text(store_, *id, who.who.staff.id);
  if (!left) co_return co_await refuse(left.error());
  const auto shape = co_await shape_with_author(std::move(*left));
  co_return shape ? http::json_response(200, *shape) : http::problem_response(shape.error());
}

}  // namespace warmline::api
