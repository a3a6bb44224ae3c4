#include "gateway/store/texts.hpp"

#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/cursor.hpp"
#include "gateway/api/history.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/readable.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/flows/send_reply.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

Result<routing::Instant> before_of(const http::Request& request) {
  const auto cursor = query_of(request, "before");
  if (!cursor) return routing::Instant::max();
  const auto before = read_time_cursor(*cursor);
  if (!before) return problem(ProblemCode::malformed, "not a cursor of ours");
  return *before;
}

}  // namespace

Api::Answer Api::list_texts(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto before = before_of(request);
  if (!before) co_return http::problem_response(before.error());
  const auto most = page_size_of(request);
  if (!most) co_return http::problem_response(most.error());

  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [&](store::Reading& reading) -> Result<http::Response> {
    const auto conversation = find_readable(reading, *id, who.who.staff);
    if (!conversation) return std::unexpected(conversation.error());
    return http::json_response(200, history_page(reading, conversation->thread, *before, *most));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : co_await refuse(answer.error());
}

Api::Answer Api::send_text(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto client_id = read_client_id(*body);
  if (!client_id) co_return http::problem_response(client_id.error());
  const auto words = read_words(*body);
  if (!words) co_return http::problem_response(words.error());
  const auto owner = read_holder(*body, "owner");
  if (!owner) co_return http::problem_response(owner.error());

  const routing::happened::Replied reply{who.who.staff.id, *owner};
  const auto written = co_await flows::send_reply(store_, lines_, *id, reply, *words, *client_id);
  if (!written) co_return co_await refuse(written.error());
  co_return http::json_response(written->written_before ? 200 : 201,
                                text_shape(written->text, who.who.staff.name));
}

Api::Answer Api::add_note(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto words = read_words(*body);
  if (!words) co_return http::problem_response(words.error());

  std::optional<std::string> client_id;
  if (body->contains("client_id")) {
    const auto read = read_client_id(*body);
    if (!read) co_return http::problem_response(read.error());
    client_id = *read;
  }

  const auto note =
      co_await flows::add_note(store_, lines_, *id, who.who.staff.id, *words, client_id);
  if (!note) co_return co_await refuse(note.error());
  co_return http::json_response(note->written_before ? 200 : 201,
                                text_shape(note->text, who.who.staff.name));
}

}  // namespace warmline::api
