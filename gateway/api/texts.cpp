#include "gateway/store/texts.hpp"

#include <algorithm>
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
using routing::Instant;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

Result<std::optional<Instant>> time_of(const http::Request& request, std::string_view name) {
  const auto cursor = query_of(request, name);
  if (!cursor) return std::nullopt;
  const auto at = read_time_cursor(*cursor);
  if (!at) return problem(ProblemCode::malformed, "not a cursor of ours");
  return at;
}

// Which part of a thread is asked for; the newest where nothing is said.
struct Part {
  std::optional<Instant> before;
  std::optional<Instant> after;
  std::optional<std::string> around;  // what should be a text's id
};

Result<Part> read_part(const http::Request& request) {
  const auto before = time_of(request, "before");
  if (!before) return std::unexpected(before.error());
  const auto after = time_of(request, "after");
  if (!after) return std::unexpected(after.error());
  Part part{*before, *after, query_of(request, "around")};
  if (part.before.has_value() + part.after.has_value() + part.around.has_value() > 1) {
    return problem(ProblemCode::malformed, "more than one of before, after and around");
  }
  return part;
}

// When a text of this thread was said; not_found for any other.
Result<Instant> time_in(store::Reading& reading, routing::ThreadId thread,
                        const std::string& text) {
  const auto id = routing::TextId::parse(text);
  const auto found = id ? store::texts::find(reading, *id) : std::nullopt;
  if (!found || found->thread != thread) return problem(ProblemCode::not_found, "no such text");
  return found->at;
}

// Nothing that was said after `until`.
Result<json> page_of(store::Reading& reading, routing::ThreadId thread, const Part& part,
                     Instant until, int most) {
  if (part.after) return history_page_after(reading, thread, *part.after, until, most);
  if (part.around) {
    const auto at = time_in(reading, thread, *part.around);
    if (!at) return std::unexpected(at.error());
    if (*at > until) return problem(ProblemCode::not_found, "said when it was theirs no more");
    return history_page_around(reading, thread, *at, until, most);
  }
  const auto end = until == Instant::max() ? until : until + routing::Duration(1);
  return history_page(reading, thread, std::min(part.before.value_or(end), end), most);
}

}  // namespace

Api::Answer Api::list_texts(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto part = read_part(request);
  if (!part) co_return http::problem_response(part.error());
  const auto most = page_size_of(request);
  if (!most) co_return http::problem_response(most.error());

  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [&](store::Reading& reading) -> Result<http::Response> {
    const auto conversation = find_readable(reading, *id, who.who.staff);
    if (!conversation) return std::unexpected(conversation.error());
    const auto until = readable_until(reading, *conversation, who.who.staff);
    if (!until) return std::unexpected(until.error());
    const auto page = page_of(reading, conversation->thread, *part, *until, *most);
    if (!page) return std::unexpected(page.error());
    return http::json_response(200, *page);
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
