#include "gateway/pages.hpp"

#include <nlohmann/json.hpp>

#include "gateway/http/files.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/inbox/files.hpp"
#include "gateway/store/events.hpp"

namespace warmline {
namespace {

// No word leaves the page. Styles alone may be inline: the components set some that way.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

bool came_through_proxy(const http::Request& request) {
  return request.header("X-Forwarded-For") || request.header("Forwarded");
}

// "/c/0193…" is a place in the app; "/assets/gone.js" is a file that is not there.
bool is_place(std::string_view path) {
  if (path.starts_with("/api/") || path.starts_with("/webhooks/")) return false;
  return path.substr(path.rfind('/')).find('.') == std::string_view::npos;
}

http::Response not_found() {
  return http::problem_response({routing::ProblemCode::not_found, "no such page", {}});
}

}  // namespace

Pages::Answer Pages::healthz(http::Request) const {
  co_return http::text_response(200, "ok\n");
}

Pages::Answer Pages::readyz(http::Request) {
  std::string reason = store_.not_ready().value_or("");
  if (reason.empty()) {
    std::move_only_function<routing::Result<std::int64_t>(store::Reading&)> look =
        [](store::Reading& store) -> routing::Result<std::int64_t> {
      return store::events::newest(store);
    };
    const auto found = co_await store_.read<std::int64_t>(std::move(look));
    if (!found) reason = found.error().detail;
  }
  if (reason.empty()) co_return http::json_response(200, {{"ready", true}});
  co_return http::json_response(503, {{"ready", false}, {"reason", reason}});
}

Pages::Answer Pages::metrics(http::Request request) const {
  if (came_through_proxy(request)) co_return not_found();
  co_return http::typed_response(200, "text/plain; version=0.0.4; charset=utf-8", metrics_.text());
}

Pages::Answer Pages::inbox(http::Request request) const {
  const auto* file = inbox::find(request.path);
  if (!file && is_place(request.path)) file = inbox::find("/");
  if (!file) co_return not_found();
  const http::StaticFile found{.path = file->path,
                               .content_type = file->content_type,
                               .etag = file->etag,
                               .immutable = file->immutable,
                               .identity = file->identity,
                               .gzip = file->gzip,
                               .brotli = file->brotli};
  co_return http::file_response(request, found, content_security_policy);
}

}  // namespace warmline
