#include "gateway/store/drafts.hpp"

#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/cursor.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/readable.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/flows/keep_draft.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/texters.hpp"
#include "routing/utf8.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

// Longer than anything that can be sent: what is too long is there to be shortened.
constexpr std::size_t draft_characters_max = 8000;

struct Written {
  routing::TextKind kind;
  routing::Body body;
  std::optional<std::int64_t> version;
};

// Unlike a text's, they may be blank.
Result<routing::Body> read_draft_words(const json& body) {
  auto words = read_string(body, "body");
  if (!words) return std::unexpected(std::move(words.error()));
  std::size_t characters = 0;
  for (std::string_view rest = *words; !rest.empty(); ++characters) {
    if (!routing::take_code_point(rest)) {
      return problem(ProblemCode::malformed, "the body is not valid UTF-8");
    }
  }
  if (characters > draft_characters_max) return problem(ProblemCode::too_long, "a long draft");
  return routing::Body(std::move(*words));
}

Result<Written> read_written(const http::Request& request) {
  const auto body = read_json(request);
  if (!body) return std::unexpected(body.error());
  const auto kind_text = read_string(*body, "kind");
  if (!kind_text) return std::unexpected(kind_text.error());
  const auto kind = routing::parse_text_kind(*kind_text);
  if (!kind) return problem(ProblemCode::malformed, "kind: text or note");
  auto words = read_draft_words(*body);
  if (!words) return std::unexpected(std::move(words.error()));
  Written written{*kind, std::move(*words), {}};
  const auto version = body->find("version");
  if (version == body->end() || version->is_null()) return written;
  if (!version->is_number_integer()) return problem(ProblemCode::malformed, "version: a number");
  written.version = version->get<std::int64_t>();
  return written;
}

json draft_shape(routing::TextKind kind, const std::optional<store::Draft>& draft) {
  return {{"kind", routing::to_string(kind)},
          {"body", draft ? draft->body.words() : ""},
          {"version", draft ? json(draft->version) : json()},
          {"at", draft ? json(routing::format_instant(draft->changed_at)) : json()}};
}

// With whom the words were for, and who has the conversation now, for whoever may no longer read
// it.
json whole_shape(store::Reading& store, Names& names, const store::Draft& draft) {
  const auto about = *store::conversations::find(store, draft.conversation);
  json shape = draft_shape(draft.kind, draft);
  shape["conversation"] = about.id.text();
  shape["line"] = about.line.text();
  shape["texter"] = texter_shape(store, about.texter);
  shape["state"] = routing::to_string(about.state);
  shape["owner"] = id_or_null(about.owner);
  shape["owner_name"] = names.of(about.owner);
  return shape;
}

}  // namespace

Api::Answer Api::list_drafts(http::Request request, auth::Identity who) {
  auto before = routing::Instant::max();
  if (const auto cursor = query_of(request, "cursor")) {
    const auto read = read_time_cursor(*cursor);
    if (!read) {
      co_return http::problem_response({ProblemCode::malformed, "not a cursor of ours", {}});
    }
    before = *read;
  }
  const auto most = page_size_of(request);
  if (!most) co_return http::problem_response(most.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [&who, before, most](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    const auto drafts = store::drafts::of(reading, who.who.staff.id, before, *most);
    json items = json::array();
    for (const auto& draft : drafts) items.push_back(whole_shape(reading, names, draft));
    const bool is_full = drafts.size() == static_cast<std::size_t>(*most);
    json next = is_full ? json(write_cursor(drafts.back().changed_at)) : json();
    return http::json_response(200, {{"items", std::move(items)}, {"next", std::move(next)}});
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::keep_draft(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto written = read_written(request);
  if (!written) co_return http::problem_response(written.error());
  // Also for whoever had the conversation a moment ago, and is still writing.
  std::move_only_function<Result<bool>(store::Reading&)> job =
      [&id, &who](store::Reading& reading) -> Result<bool> {
    const auto conversation = store::conversations::find(reading, *id);
    if (!conversation) return problem(ProblemCode::not_found, "no such conversation");
    return may_look_at(who.who.staff, conversation->line);
  };
  const auto may_write = co_await store_.read<bool>(std::move(job));
  if (!may_write) co_return http::problem_response(may_write.error());
  if (!*may_write) {
    co_return http::problem_response({ProblemCode::forbidden, "does not work this line", {}});
  }
  const auto kept = co_await flows::keep_draft(store_, *id, who.who.staff.id, written->kind,
                                               written->body, written->version);
  if (!kept) co_return http::problem_response(kept.error());
  json shape = draft_shape(written->kind, kept->draft);
  if (!kept->was_changed) co_return http::json_response(200, shape);
  const routing::Problem changed{ProblemCode::draft_changed, "written over another version", {}};
  co_return http::problem_response(changed, json{{"draft", std::move(shape)}});
}

}  // namespace warmline::api
