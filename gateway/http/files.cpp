#include "gateway/http/files.hpp"

#include <optional>
#include <string>

#include "gateway/http/problem_response.hpp"

namespace warmline::http {

namespace {

// Calls `each` with the elements of a comma-separated header value until it returns false.
template <class Each>
void for_each_element(std::string_view list, Each each) {
  while (!list.empty()) {
    const auto end = list.find(',');
    const auto element = trim_spaces(list.substr(0, end));
    list = end == list.npos ? std::string_view{} : list.substr(end + 1);
    if (!element.empty() && !each(element)) return;
  }
}

// RFC 9110, 12.4.2: q=0 is "not acceptable"; "0", "0.", "0.000" are all zero.
bool refused_by_weight(std::string_view parameters) {
  parameters = trim_spaces(parameters);
  if (!parameters.starts_with("q=") && !parameters.starts_with("Q=")) return false;
  const auto weight = parameters.substr(2);
  return !weight.empty() && weight.find_first_not_of("0.") == weight.npos;
}

bool accepts(std::string_view accept_encoding, std::string_view coding) {
  std::optional<bool> named;
  std::optional<bool> any;
  for_each_element(accept_encoding, [&](std::string_view element) {
    const auto semicolon = element.find(';');
    const auto name = trim_spaces(element.substr(0, semicolon));
    const auto parameters =
        semicolon == element.npos ? std::string_view{} : element.substr(semicolon + 1);
    const bool accepted = !refused_by_weight(parameters);
    if (equal_ignoring_case(name, coding)) named = accepted;
    if (name == "*") any = accepted;
    return true;
  });
  return named.value_or(any.value_or(false));
}

std::string_view without_weakness(std::string_view etag) {
  return etag.starts_with("W/") ? etag.substr(2) : etag;
}

bool has_it_already(std::string_view if_none_match, std::string_view etag) {
  bool found = false;
  for_each_element(if_none_match, [&](std::string_view element) {
    found = element == "*" || without_weakness(element) == without_weakness(etag);
    return !found;
  });
  return found;
}

}  // namespace

Response file_response(const Request& request, const StaticFile& file,
                       std::string_view content_security_policy) {
  if (request.method != "GET" && request.method != "HEAD") {
    Response refusal = problem_response({routing::ProblemCode::method_not_allowed, {}, {}});
    refusal.set("Allow", "GET, HEAD");
    return refusal;
  }
  Response response;
  response.headers = {
      {"ETag", std::string(file.etag)},
      {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"},
      {"Vary", "Accept-Encoding"}};
  if (const auto known = request.header("If-None-Match");
      known && has_it_already(*known, file.etag)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", std::string(file.content_type));
  if (!content_security_policy.empty()) {
    response.headers.emplace_back("Content-Security-Policy", std::string(content_security_policy));
  }
  const auto accepted = request.header("Accept-Encoding").value_or("");
  if (!file.brotli.empty() && accepts(accepted, "br")) {
    response.headers.emplace_back("Content-Encoding", "br");
    response.static_body = file.brotli;
  } else if (!file.gzip.empty() && accepts(accepted, "gzip")) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.static_body = file.gzip;
  } else {
    response.static_body = file.identity;
  }
  return response;
}

}  // namespace warmline::http
