#include "gateway/carriers/twilio/media.hpp"

#include <algorithm>
#include <utility>

#include "gateway/carriers/twilio/listing.hpp"

namespace warmline::carriers::twilio {
namespace {

using routing::problem;
using routing::ProblemCode;

// Control characters and spaces make one address of two, or are none.
bool is_plain(std::string_view url) {
  return std::ranges::all_of(url, [](char c) { return c > ' ' && c <= '~' && c != '\\'; });
}

bool is_secure(std::string_view url) {
  return url.starts_with("https://");
}

// Where `location` is, seen from `url` (RFC 3986, 5.2; with a path of its own, or whole).
std::string resolved(std::string_view url, std::string_view location) {
  if (location.starts_with("//")) {
    return std::string(url.substr(0, url.find("//"))).append(location);
  }
  if (location.starts_with('/')) return std::string(origin_of(url)).append(location);
  const bool is_whole = location.starts_with("https://") || location.starts_with("http://");
  return is_whole ? std::string(location) : std::string();
}

}  // namespace

std::string media_url(std::string_view api_url, std::string_view url) {
  constexpr std::string_view accounts = "/2010-04-01/Accounts/";
  const auto origin = origin_of(url);
  if (origin.empty() || !is_plain(url)) return {};
  const auto path = url.substr(origin.size());
  if (!path.starts_with(accounts) || path.contains("..")) return {};
  return std::string(api_url).append(path);
}

bool is_redirect(const RestOutcome& answer) {
  if (answer.end != RestEnd::answered) return false;
  return answer.status == 301 || answer.status == 302 || answer.status == 303 ||
         answer.status == 307 || answer.status == 308;
}

std::string redirected(std::string_view origin, std::string_view url, std::string_view location) {
  if (!is_plain(location)) return {};
  auto next = resolved(url, location);
  if (next.empty() || (!is_secure(next) && is_secure(origin))) return {};
  // What stands before an @ is no host.
  if (origin_of(next).contains('@')) return {};
  const bool by_carrier = origin_of(url) == origin;
  const bool stays = origin_of(next) == origin_of(url) || origin_of(next) == origin;
  return by_carrier || stays ? next : std::string();
}

routing::Result<std::string> media_of(RestOutcome answer) {
  if (answer.too_long) return problem(ProblemCode::picture_too_large, "more than carriers take");
  if (answer.end != RestEnd::answered) {
    return problem(ProblemCode::carrier_unreachable, "the carrier does not answer");
  }
  constexpr unsigned not_found = 404;
  constexpr unsigned gone = 410;
  constexpr unsigned too_many_requests = 429;
  const auto said = "the carrier answers " + std::to_string(answer.status);
  if (answer.status == 200) return std::move(answer.body);
  if (answer.status == not_found || answer.status == gone) {
    return problem(ProblemCode::picture_gone, said);
  }
  if (answer.status == too_many_requests || answer.status >= 500) {
    return problem(ProblemCode::carrier_busy, said);
  }
  return problem(ProblemCode::picture_withheld, said);
}

}  // namespace warmline::carriers::twilio
