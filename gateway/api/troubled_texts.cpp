#include "gateway/store/troubled_texts.hpp"

#include <chrono>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/cursor.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;
using store::troubled_texts::TroubledText;

namespace {

// What is older is past mending.
constexpr std::chrono::days looked_back{7};

json troubled_shape(store::Reading& store, Names& names, routing::LineId line,
                    const TroubledText& text) {
  return {{"id", text.id.text()},
          {"line", line.text()},
          {"texter", texter_shape(store, text.texter)},
          {"conversation", id_or_null(text.conversation)},
          {"state", text.state ? json(routing::to_string(*text.state)) : json()},
          {"owner", id_or_null(text.owner)},
          {"owner_name", names.of(text.owner)},
          {"author", id_or_null(text.author)},
          {"author_name", names.of(text.author)},
          {"at", routing::format_instant(text.at)},
          {"status", routing::to_string(text.status)},
          {"error", error_shape(text.failure)}};
}

}  // namespace

Api::Answer Api::list_troubled_texts(http::Request request, auth::Identity /*who*/) {
  const auto line = line_in_path(request);
  if (!line) co_return http::problem_response(line.error());
  const auto most = page_size_of(request);
  if (!most) co_return http::problem_response(most.error());
  const auto cursor = query_of(request, "cursor");
  const auto before = cursor ? read_seq_cursor(*cursor) : std::nullopt;
  if (cursor && !before) {
    co_return http::problem_response({ProblemCode::malformed, "not a cursor of ours", {}});
  }
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [&, id = (*line)->id](store::Reading& reading) -> Result<http::Response> {
    auto texts =
        store::troubled_texts::of_line(reading, id, reading.now - looked_back, before, *most + 1);
    json next;
    if (texts.size() > static_cast<std::size_t>(*most)) {
      texts.pop_back();
      next = write_cursor(texts.back().seq);
    }
    Names names(reading);
    json items = json::array();
    for (const auto& text : texts) items.push_back(troubled_shape(reading, names, id, text));
    return http::json_response(200, {{"items", std::move(items)}, {"next", std::move(next)}});
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

}  // namespace warmline::api
