#include "gateway/store/snippets.hpp"

#include <string>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/readable.hpp"
#include "gateway/flows/edit_snippets.hpp"
#include "gateway/http/fields.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

json snippet_shape(const routing::Snippet& snippet) {
  return {{"id", snippet.id.text()},
          {"language", snippet.language},
          {"name", snippet.name},
          {"words", snippet.words}};
}

Result<routing::Snippet> read_snippet(const http::Request& request) {
  const auto body = read_json(request);
  if (!body) return std::unexpected(body.error());
  routing::Snippet snippet;
  for (auto [field, value] : {std::pair("language", &snippet.language),
                              {"name", &snippet.name},
                              {"words", &snippet.words}}) {
    auto read = read_string(*body, field);
    if (!read) return std::unexpected(std::move(read.error()));
    *value = std::move(*read);
  }
  snippet.name = http::trim_spaces(snippet.name);
  return snippet;
}

Result<routing::SnippetId> snippet_of(const http::Request& request) {
  const auto id = routing::SnippetId::parse(request.path_values.at("snippet"));
  if (!id) return problem(ProblemCode::not_found, "no such snippet");
  return *id;
}

http::Response answer_with(unsigned status, const routing::Snippet& snippet) {
  return http::json_response(status, snippet_shape(snippet));
}

}  // namespace

Api::Answer Api::list_snippets(http::Request request, auth::Identity who) {
  const auto line = line_in_path(request);
  if (!line) co_return http::problem_response(line.error());
  if (!may_look_at(who.who.staff, (*line)->id)) {
    co_return http::problem_response({ProblemCode::forbidden, "not a line of theirs", {}});
  }
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [id = (*line)->id](store::Reading& reading) -> Result<http::Response> {
    json items = json::array();
    for (const auto& snippet : store::snippets::of_line(reading, id))
      items.push_back(snippet_shape(snippet));
    return http::json_response(200, {{"items", std::move(items)}, {"next", nullptr}});
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::add_snippet(http::Request request, auth::Identity who) {
  const auto line = line_in_path(request);
  if (!line) co_return http::problem_response(line.error());
  auto wanted = read_snippet(request);
  if (!wanted) co_return http::problem_response(wanted.error());
  const auto added =
      co_await flows::add_snippet(store_, **line, std::move(*wanted), who.who.staff.id);
  if (!added) co_return co_await refuse(added.error());
  co_return answer_with(201, *added);
}

Api::Answer Api::change_snippet(http::Request request, auth::Identity who) {
  const auto line = line_in_path(request);
  if (!line) co_return http::problem_response(line.error());
  const auto id = snippet_of(request);
  if (!id) co_return http::problem_response(id.error());
  auto wanted = read_snippet(request);
  if (!wanted) co_return http::problem_response(wanted.error());
  wanted->id = *id;
  const auto changed =
      co_await flows::change_snippet(store_, **line, std::move(*wanted), who.who.staff.id);
  if (!changed) co_return co_await refuse(changed.error());
  co_return answer_with(200, *changed);
}

Api::Answer Api::remove_snippet(http::Request request, auth::Identity who) {
  const auto line = line_in_path(request);
  if (!line) co_return http::problem_response(line.error());
  const auto id = snippet_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto removed = co_await flows::remove_snippet(store_, (*line)->id, *id, who.who.staff.id);
  if (!removed) co_return http::problem_response(removed.error());
  co_return http::empty_response(204);
}

}  // namespace warmline::api
