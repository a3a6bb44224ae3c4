#include "gateway/store/conversations.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/cursor.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/readable.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

namespace conversations = store::conversations;
using nlohmann::json;
using routing::ConversationState;
using routing::Instant;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

using Job = std::move_only_function<Result<http::Response>(store::Reading&)>;

constexpr int earlier_most = 20;

// The page's conversations, each in the shape that `shape_of` gives it.
template <class ShapeOf>
http::Response page_of(store::Reading& store, const conversations::Wanted& wanted,
                       ShapeOf shape_of) {
  const auto page = conversations::list(store, wanted);
  json items = json::array();
  for (const auto id : page.ids) items.push_back(shape_of(*conversations::find(store, id)));
  json next = page.next ? json(write_cursor(*page.next)) : json();
  return http::json_response(200, {{"items", std::move(items)}, {"next", std::move(next)}});
}

// What came before it between the texter and the line.
json earlier_shape(store::Reading& store, Names& names, const routing::Conversation& about) {
  json all = json::array();
  for (const auto& one : conversations::earlier(store, about, earlier_most)) {
    all.push_back({{"id", one.id.text()},
                   {"opened_at", routing::format_instant(one.opened_at)},
                   {"closed_at", time_or_null(one.closed_at)},
                   {"with", names.of(one.last_owner)}});
  }
  return all;
}

// Whether whoever reads it reads its whole thread, to the end.
bool opens_thread(const routing::Conversation& conversation, const routing::Staff& who) {
  const bool is_theirs = conversation.owner == who.id || conversation.offered_to == who.id;
  const bool waits_for_them =
      conversation.state == ConversationState::waiting && routing::works(who, conversation.line);
  return is_theirs || waits_for_them || routing::at_least(who.role, routing::Role::coordinator);
}

bool was_theirs(const routing::Conversation& conversation, const routing::Staff& who) {
  return conversation.state == ConversationState::closed && conversation.last_owner == who.id &&
         routing::works(who, conversation.line);
}

}  // namespace

bool may_look_at(const routing::Staff& who, routing::LineId line) {
  return routing::at_least(who.role, routing::Role::coordinator) || routing::works(who, line);
}

Result<void> may_read(const routing::Conversation& conversation, const routing::Staff& who) {
  if (opens_thread(conversation, who) || was_theirs(conversation, who)) return {};
  // Who has it is told to everyone who works the line.
  const bool may_know = conversation.owner && routing::works(who, conversation.line);
  return problem(ProblemCode::forbidden, "somebody else's conversation",
                 may_know ? conversation.owner->text() : "");
}

Result<routing::Conversation> find_readable(store::Reading& store, routing::ConversationId id,
                                            const routing::Staff& who) {
  auto conversation = conversations::find(store, id);
  if (!conversation) return problem(ProblemCode::not_found, "no such conversation");
  if (auto allowed = may_read(*conversation, who); !allowed) {
    return std::unexpected(std::move(allowed.error()));
  }
  return std::move(*conversation);
}

Result<Instant> readable_until(store::Reading& store, routing::ThreadId thread,
                               const routing::Staff& who) {
  const auto all = conversations::standings(store, thread);
  if (all.empty()) return problem(ProblemCode::not_found, "a thread without conversations");
  std::optional<Instant> until;
  for (const auto& one : all) {
    if (opens_thread(one, who)) return Instant::max();
    if (was_theirs(one, who)) until = std::max(until, one.closed_at);
  }
  if (until) return *until;
  // Who has the newest one is what the refusal tells.
  return std::unexpected(may_read(all.front(), who).error());
}

Result<Instant> readable_until(store::Reading& store, const routing::Conversation& conversation,
                               const routing::Staff& who) {
  // Most that are shown are: no need to look at the others.
  if (opens_thread(conversation, who)) return Instant::max();
  return readable_until(store, conversation.thread, who);
}

// What the query asks for; `view` is its own unless one is given.
Result<conversations::Wanted> Api::wanted_of(const http::Request& request,
                                             const auth::Identity& who,
                                             std::optional<conversations::View> fixed) const {
  const auto view =
      fixed ? fixed : conversations::parse_view(query_of(request, "view").value_or("mine"));
  if (!view) return problem(ProblemCode::malformed, "view: mine, offered, waiting, open, closed");
  const auto line = line_of(request);
  if (!line) return std::unexpected(line.error());
  const auto most = page_size_of(request);
  if (!most) return std::unexpected(most.error());
  conversations::Wanted wanted{.view = *view, .viewer = who.who.staff.id};
  wanted.everyones = routing::at_least(who.who.staff.role, routing::Role::coordinator);
  wanted.line = *line;
  wanted.most = *most;
  if (const auto cursor = query_of(request, "cursor")) {
    const auto place = read_place_cursor(*cursor);
    if (!place) return problem(ProblemCode::malformed, "not a cursor of ours");
    wanted.after = *place;
  }
  return wanted;
}

Result<std::optional<routing::LineId>> Api::line_of(const http::Request& request) const {
  const auto text = query_of(request, "line");
  if (!text) return std::nullopt;
  const auto id = routing::LineId::parse(*text);
  if (!id || !lines_.find(*id)) return problem(ProblemCode::not_found, "no such line");
  return id;
}

Api::Answer Api::list_conversations(http::Request request, auth::Identity who) {
  const auto wanted = wanted_of(request, who, {});
  if (!wanted) co_return http::problem_response(wanted.error());
  Job job = [this, &wanted, &who](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    return page_of(reading, *wanted, [&](const routing::Conversation& conversation) {
      return conversation_shape(reading, lines_, names, conversation, who.who.staff);
    });
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::list_queue(http::Request request, auth::Identity who) {
  const auto wanted = wanted_of(request, who, conversations::View::waiting);
  if (!wanted) co_return http::problem_response(wanted.error());
  Job job = [&wanted](store::Reading& reading) -> Result<http::Response> {
    return page_of(reading, *wanted, [&](const routing::Conversation& conversation) {
      return queued_shape(reading, conversation);
    });
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::show_conversation(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  Job job = [this, &id, &who](store::Reading& reading) -> Result<http::Response> {
    const auto conversation = find_readable(reading, *id, who.who.staff);
    if (!conversation) return std::unexpected(conversation.error());
    Names names(reading);
    json shape = conversation_shape(reading, lines_, names, *conversation, who.who.staff);
    shape["earlier"] = earlier_shape(reading, names, *conversation);
    return http::json_response(200, shape);
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : co_await refuse(answer.error());
}

Api::Answer Api::mark_read(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  Job job = [&id, &who](store::Reading& reading) -> Result<http::Response> {
    const auto conversation = find_readable(reading, *id, who.who.staff);
    if (!conversation) return std::unexpected(conversation.error());
    return http::empty_response(204);
  };
  const auto readable = co_await store_.read<http::Response>(std::move(job));
  if (!readable) co_return http::problem_response(readable.error());
  const auto marked = co_await flows::mark_read(store_, *id, who.who.staff.id);
  co_return marked ? *readable : http::problem_response(marked.error());
}

}  // namespace warmline::api
