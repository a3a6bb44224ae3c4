// Pictures that came with texts.
#include <charconv>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/readable.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

std::optional<std::size_t> index_in_path(const http::Request& request) {
  const auto& digits = request.path_values.at("index");
  std::size_t index = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, index);
  return error == std::errc() && stopped == end ? std::optional(index) : std::nullopt;
}

// Shown as nothing but a picture, whatever a browser takes it for, and on no other site's page.
http::Response picture_response(flows::Picture picture) {
  auto response =
      http::typed_response(200, routing::media_type(picture.kind), std::move(picture.bytes));
  response.set("Content-Security-Policy", "default-src 'none'; sandbox");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  return response;
}

}  // namespace

// GET /api/texts/{id}/media/{index}
Api::Answer Api::show_picture(http::Request request, auth::Identity who) {
  const auto id = id_in_path<routing::TextId>(request);
  const auto index = index_in_path(request);
  if (!id || !index) {
    co_return http::problem_response({ProblemCode::not_found, "no such picture", {}});
  }
  std::move_only_function<Result<void>(store::Reading&)> job =
      [&id, &who](store::Reading& reading) -> Result<void> {
    const auto text = store::texts::standing(reading, *id);
    if (!text) return problem(ProblemCode::not_found, "no such text");
    const auto until = readable_until(reading, text->thread, who.who.staff);
    if (!until) return std::unexpected(until.error());
    if (text->at > *until)
      return problem(ProblemCode::forbidden, "came when it was theirs no more");
    return {};
  };
  const auto readable = co_await store_.read<void>(std::move(job));
  if (!readable) co_return co_await refuse(readable.error());
  auto picture = co_await pictures_.open(*id, *index);
  if (!picture) co_return http::problem_response(picture.error());
  co_return picture_response(std::move(*picture));
}

}  // namespace warmline::api
