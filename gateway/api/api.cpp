#include "gateway/api/api.hpp"

#include <algorithm>
#include <utility>

#include "gateway/api/json_body.hpp"
#include "gateway/api/openapi_text.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::api {

using routing::Problem;
using routing::ProblemCode;
using routing::Result;

namespace {

constexpr std::string_view bearer = "Bearer ";

// "https://line.example.org:8443" of "https://line.example.org:8443/any/path".
std::string origin_of(std::string_view url) {
  const auto host = url.find("://");
  if (host == std::string_view::npos) return std::string(url);
  return std::string(url.substr(0, url.find('/', host + 3)));
}

bool changes_something(const http::Request& request) {
  return request.method != "GET" && request.method != "HEAD";
}

// Whose detail is for the caller.
bool tells_fault(ProblemCode code) {
  return code == ProblemCode::bad_shift || code == ProblemCode::unknown_placeholder ||
         code == ProblemCode::missing_placeholder;
}

}  // namespace

Api::Api(flows::StoreThread& store, const flows::Lines& lines, async::WorkerPool& hashing,
         flows::Outbox& outbox, flows::Pictures& pictures, LiveFeed& feed, std::string public_url)
    : store_(store),
      lines_(lines),
      hashing_(hashing),
      outbox_(outbox),
      pictures_(pictures),
      feed_(feed),
      public_origin_(origin_of(public_url)),
      is_https_(public_url.starts_with("https://")) {}

http::Handler Api::guard(auth::Access access, Call call) {
  return [this, access, call](http::Request request) {
    return enter(access, call, std::move(request));
  };
}

Api::Answer Api::enter(auth::Access access, Call call, http::Request request) {
  auto credentials = credentials_of(request);
  if (!credentials) {
    co_return http::problem_response({ProblemCode::not_signed_in, "no credentials", {}});
  }
  auto who = co_await identify(std::move(*credentials));
  if (!who) co_return http::problem_response(who.error());
  if (auto allowed = auth::check_role(access, *who); !allowed) {
    co_return http::problem_response(allowed.error());
  }
  // A browser adds the cookie to whatever any page asks for; a program's token it does not know.
  if (who->session && changes_something(request)) {
    const std::string token(request.header("X-CSRF-Token").value_or(""));
    if (!is_own_origin(request) || !auth::csrf_matches(*who, token)) {
      co_return http::problem_response({ProblemCode::bad_csrf, "another page's request", {}});
    }
  }
  co_return co_await (this->*call)(std::move(request), std::move(*who));
}

std::optional<Api::Credentials> Api::credentials_of(const http::Request& request) {
  if (const auto header = request.header("Authorization")) {
    if (!http::equal_ignoring_case(header->substr(0, bearer.size()), bearer)) return std::nullopt;
    return Credentials{std::string(http::trim_spaces(header->substr(bearer.size()))), true};
  }
  auto cookie = request.cookie(session_cookie);
  if (!cookie) return std::nullopt;
  return Credentials{std::move(*cookie), false};
}

bool Api::is_own_origin(const http::Request& request) const {
  const auto origin = request.header("Origin");
  if (!origin || *origin == public_origin_) return true;
  // Over https, a page that was not encrypted is anybody's who stands on the way.
  if (is_https_ && !origin->starts_with("https://")) return false;
  const auto host = origin->find("://");
  return host != std::string_view::npos &&
         http::equal_ignoring_case(origin->substr(host + 3), request.header("Host").value_or(""));
}

flows::awaitable<Result<auth::Identity>> Api::identify(Credentials credentials) {
  std::move_only_function<Result<auth::Identity>(store::Reading&)> job =
      [credentials = std::move(credentials)](store::Reading& reading) {
        return credentials.is_program ? auth::identify_program(reading, credentials.token)
                                      : auth::identify_session(reading, credentials.token);
      };
  co_return co_await store_.read<auth::Identity>(std::move(job));
}

Api::Answer Api::refuse(Problem problem) {
  if (tells_fault(problem.code)) {
    const nlohmann::json fault{{"fault", problem.detail}};
    co_return http::problem_response(problem, fault);
  }
  const auto who = routing::StaffId::parse(problem.who);
  if (!who) co_return http::problem_response(problem);
  std::move_only_function<Result<std::string>(store::Reading&)> job =
      [who](store::Reading& reading) -> Result<std::string> {
    const auto row = store::staff::find(reading, *who);
    return row ? row->staff.name : std::string();
  };
  const auto name = co_await store_.read<std::string>(std::move(job));
  const nlohmann::json extras{{"owner_name", name ? nlohmann::json(*name) : nlohmann::json()}};
  co_return http::problem_response(problem, extras);
}

Api::Answer Api::describe(http::Request /*request*/) const {
  http::Response response;
  response.set("Content-Type", "application/yaml");
  response.static_body = openapi_text();
  co_return response;
}

flows::awaitable<http::Upgrade> Api::live(http::Request request) {
  auto refused = [](Problem why) {
    return http::Upgrade{.refusal = http::problem_response(why), .serve = {}};
  };
  const auto credentials = credentials_of(request);
  if (!credentials) co_return refused({ProblemCode::not_signed_in, "no credentials", {}});
  auto who = co_await identify(*credentials);
  if (!who) co_return refused(who.error());
  // No token can be sent with an upgrade; the browser says whose page it is.
  if (who->session && !is_own_origin(request)) {
    co_return refused({ProblemCode::bad_csrf, "another page's WebSocket", {}});
  }
  const auto asked = since_of(request);
  if (!asked) co_return refused(asked.error());
  // Looked up before the handshake: whatever happens after that is told.
  std::move_only_function<Result<std::int64_t>(store::Reading&)> look =
      [](store::Reading& reading) -> Result<std::int64_t> {
    return store::events::newest(reading);
  };
  const auto newest = co_await store_.read<std::int64_t>(std::move(look));
  if (!newest) co_return refused(newest.error());
  const std::int64_t since = std::min(asked->value_or(*newest), *newest);

  LiveFeed::Identify identify_again = [this, credentials = *credentials] {
    return identify(credentials);
  };
  http::Upgrade upgrade;
  upgrade.serve = [this, who = std::move(*who), identify_again = std::move(identify_again),
                   since](std::shared_ptr<http::WebSocket> socket) {
    return feed_.serve(std::move(socket), store_, who, identify_again, since);
  };
  co_return upgrade;
}

}  // namespace warmline::api
