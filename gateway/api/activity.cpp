#include "gateway/store/activity.hpp"

#include <map>
#include <string>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/cursor.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/api/told_event.hpp"
#include "gateway/flows/reveal_number.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/reveals.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;
using store::activity::Wanted;

namespace {

// "text.received,note.added"
Result<std::vector<routing::EventKind>> read_kinds(const http::Request& request) {
  std::vector<routing::EventKind> kinds;
  const auto text = query_of(request, "kind");
  for (std::string_view rest = text ? *text : std::string_view(); !rest.empty();) {
    const auto comma = rest.find(',');
    const auto kind = routing::parse_event_kind(rest.substr(0, comma));
    if (!kind) return problem(ProblemCode::malformed, "kind: there is no such kind");
    kinds.push_back(*kind);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return kinds;
}

// An id that nobody has finds nothing; what can't be one is not_found.
template <class SomeId>
Result<std::optional<SomeId>> read_id(const http::Request& request, const char* field) {
  const auto text = query_of(request, field);
  if (!text) return std::nullopt;
  const auto id = SomeId::parse(*text);
  if (!id) return problem(ProblemCode::not_found, std::string(field) + ": no such id");
  return id;
}

Result<std::optional<routing::Instant>> read_time(const http::Request& request, const char* field) {
  const auto text = query_of(request, field);
  if (!text) return std::nullopt;
  const auto time = routing::parse_instant(*text);
  if (!time) return problem(ProblemCode::malformed, std::string(field) + " is no RFC 3339 time");
  return time;
}

Result<void> read_times(const http::Request& request, Wanted& wanted) {
  const auto from = read_time(request, "from");
  if (!from) return std::unexpected(from.error());
  const auto to = read_time(request, "to");
  if (!to) return std::unexpected(to.error());
  wanted.from = *from;
  wanted.until = *to;
  if (const auto cursor = query_of(request, "cursor")) {
    const auto before = read_seq_cursor(*cursor);
    if (!before) return problem(ProblemCode::malformed, "not a cursor of ours");
    wanted.before = *before;
  }
  return {};
}

// Codenames, each read once.
class Codenames {
 public:
  explicit Codenames(store::Reading& store) : store_(store) {}

  json of(const std::optional<routing::ConversationId>& id) {
    if (!id) return json();
    auto [known, is_new] = known_.try_emplace(*id);
    if (is_new) {
      const auto found = store::conversations::find(store_, *id);
      if (found) known->second = store::texters::codename(store_, found->texter);
    }
    return known->second;
  }

 private:
  store::Reading& store_;
  std::map<routing::ConversationId, json> known_;
};

json names_of_list(const json& data, const char* field, Names& names) {
  json list = json::array();
  for (const auto& each : data.at(field)) {
    list.push_back(names.of(routing::StaffId::parse(each.get<std::string>())));
  }
  return list;
}

json reason_of(store::Reading& store, const store::Event& event, const json& data) {
  if (event.kind != routing::EventKind::number_revealed) return json();
  const auto id = store::reveals::RevealId::parse(data.value("reveal", ""));
  return id ? json(store::reveals::reason(store, *id)) : json("");
}

json activity_shape(store::Reading& store, Names& names, Codenames& codenames,
                    const store::Event& event) {
  json data = json::parse(event.data);
  add_names(data, [&](const std::optional<routing::StaffId>& who) { return names.of(who); });
  if (data.contains("on_call")) data["on_call_names"] = names_of_list(data, "on_call", names);
  json reason = reason_of(store, event, data);
  return {{"seq", event.seq},
          {"at", routing::format_instant(event.at)},
          {"kind", routing::to_string(event.kind)},
          {"line", id_or_null(event.line)},
          {"conversation", id_or_null(event.conversation)},
          {"codename", codenames.of(event.conversation)},
          {"actor", id_or_null(event.actor)},
          {"actor_name", names.of(event.actor)},
          {"reason", std::move(reason)},
          {"data", std::move(data)}};
}

}  // namespace

Result<Wanted> Api::activity_wanted(const http::Request& request, const routing::Staff& who) const {
  Wanted wanted;
  auto kinds = read_kinds(request);
  if (!kinds) return std::unexpected(std::move(kinds.error()));
  wanted.kinds = std::move(*kinds);
  const auto actor = read_id<routing::StaffId>(request, "actor");
  if (!actor) return std::unexpected(actor.error());
  wanted.actor = *actor;
  const auto conversation = read_id<routing::ConversationId>(request, "conversation");
  if (!conversation) return std::unexpected(conversation.error());
  wanted.conversation = *conversation;
  const auto line = line_of(request);
  if (!line) return std::unexpected(line.error());
  wanted.line = *line;
  const auto most = page_size_of(request);
  if (!most) return std::unexpected(most.error());
  wanted.most = *most;
  if (auto read = read_times(request, wanted); !read) {
    return std::unexpected(std::move(read.error()));
  }
  if (who.role != routing::Role::administrator && !who.lines.empty()) {
    if (*line && !routing::works(who, **line)) {
      return problem(ProblemCode::forbidden, "not their line");
    }
    wanted.lines = who.lines;
  }
  return wanted;
}

Api::Answer Api::list_activity(http::Request request, auth::Identity who) {
  const auto wanted = activity_wanted(request, who.who.staff);
  if (!wanted) co_return http::problem_response(wanted.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [&wanted](store::Reading& reading) -> Result<http::Response> {
    const auto page = store::activity::look_back(reading, *wanted);
    Names names(reading);
    Codenames codenames(reading);
    json items = json::array();
    for (const auto& event : page.events) {
      items.push_back(activity_shape(reading, names, codenames, event));
    }
    json next = page.next ? json(write_cursor(*page.next)) : json();
    return http::json_response(200, {{"items", std::move(items)}, {"next", std::move(next)}});
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::reveal(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto reason = read_words(*body, "reason");
  if (!reason) co_return http::problem_response(reason.error());
  const auto number = co_await flows::reveal_number(store_, *id, who.who.staff.id, *reason);
  if (!number) co_return http::problem_response(number.error());
  co_return http::json_response(200, {{"number", number->dialable()}});
}

}  // namespace warmline::api
