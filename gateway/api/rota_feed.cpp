#include "gateway/auth/rota_feed.hpp"

#include <optional>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/calendar.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/rota_shapes.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/rota.hpp"

namespace warmline::api {

using routing::problem;
using routing::ProblemCode;
using routing::Result;
using store::rota_feeds::Feed;

namespace {

constexpr std::chrono::days shown_before{14};
constexpr std::chrono::days shown_ahead{90};
constexpr std::string_view file_ending = ".ics";
constexpr std::size_t token_characters_max = 100;

struct Calendar {
  std::string name;
  std::vector<CalendarEntry> entries;
  routing::Instant now;
};

// Whose it is stands in a line's calendar only; a person knows whose theirs is.
std::string summary_of(const routing::Shift& shift, const routing::Line& line, const Feed& feed,
                       Names& names) {
  if (feed.staff) return line.name;
  if (!shift.staff) return "Open shift";
  const auto name = names.of(shift.staff);
  return name.is_string() ? name.get<std::string>() : line.name;
}

Calendar calendar_of(store::Reading& store, const flows::Lines& lines, const Feed& feed) {
  Calendar found{.name = "Warmline", .entries = {}, .now = store.now};
  Names names(store);
  const auto from = store.now - shown_before;
  const auto to = store.now + shown_ahead;
  for (const auto& line : lines.all()) {
    if (feed.line && line.id != *feed.line) continue;
    if (feed.line) found.name = line.name;
    const auto plan = store::rota::plan(store, line.id, from, to);
    for (const auto& shift : routing::shifts(plan.rules, plan.changes, line.time_zone, from, to)) {
      if (feed.staff && shift.staff != feed.staff) continue;
      found.entries.push_back({.uid = shift.id.text() + "@warmline",
                               .summary = summary_of(shift, line, feed, names),
                               .starts = shift.starts,
                               .ends = shift.ends});
    }
  }
  return found;
}

// The {token} of the path, without the ending; empty where it can be none.
std::optional<std::string> token_of(const http::Request& request) {
  const auto found = request.path_values.find("token");
  if (found == request.path_values.end() || !found->second.ends_with(file_ending) ||
      found->second.size() > token_characters_max) {
    return std::nullopt;
  }
  return found->second.substr(0, found->second.size() - file_ending.size());
}

}  // namespace

Api::Answer Api::renew_feed(Feed feed, routing::StaffId by) {
  std::move_only_function<Result<std::string>(store::Writing&)> job =
      [feed, by](store::Writing& writing) -> Result<std::string> {
    return auth::renew_rota_feed(writing, feed, by);
  };
  const auto token = co_await store_.write<std::string>(std::move(job));
  if (!token) co_return http::problem_response(token.error());
  const nlohmann::json body{{"url", public_origin_ + "/rota/" + *token + std::string(file_ending)}};
  co_return http::json_response(200, body);
}

Api::Answer Api::renew_my_feed(http::Request /*request*/, auth::Identity who) {
  return renew_feed({.staff = who.who.staff.id, .line = {}}, who.who.staff.id);
}

Api::Answer Api::renew_line_feed(http::Request request, auth::Identity who) {
  const auto id = path_id<routing::LineId>(request);
  if (!id || !lines_.find(*id)) {
    co_return http::problem_response({ProblemCode::not_found, "no such line", {}});
  }
  co_return co_await renew_feed({.staff = {}, .line = *id}, who.who.staff.id);
}

Api::Answer Api::rota_feed(http::Request request) {
  const auto token = token_of(request);
  if (!token) co_return http::problem_response({ProblemCode::not_found, "no such feed", {}});
  std::move_only_function<Result<Calendar>(store::Reading&)> job =
      [this, &token](store::Reading& reading) -> Result<Calendar> {
    const auto feed = auth::open_rota_feed(reading, *token);
    if (!feed) return problem(ProblemCode::not_found, "no such feed");
    return calendar_of(reading, lines_, *feed);
  };
  const auto found = co_await store_.read<Calendar>(std::move(job));
  if (!found) co_return http::problem_response(found.error());
  co_return http::typed_response(200, "text/calendar; charset=utf-8",
                                 calendar(found->name, found->entries, found->now));
}

}  // namespace warmline::api
