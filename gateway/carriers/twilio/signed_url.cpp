#include "gateway/carriers/twilio/signed_url.hpp"

#include <algorithm>
#include <cctype>

namespace warmline::carriers::twilio {
namespace {

// Views into one URL: scheme "://" credentials host port rest.
struct Parts {
  std::string_view scheme;
  std::string_view credentials;  // with its '@'; empty when there are none
  std::string_view host;
  std::string_view port;  // with its ':'; empty when there is none
  std::string_view path;
  std::string_view query;  // with its '?'
};

std::optional<Parts> split(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  Parts parts;
  parts.scheme = url.substr(0, scheme_end);
  const auto after_scheme = url.substr(scheme_end + 3);
  const auto authority_end = std::min(after_scheme.find_first_of("/?"), after_scheme.size());
  const auto authority = after_scheme.substr(0, authority_end);
  const auto rest = after_scheme.substr(authority_end);
  const auto query_begin = std::min(rest.find('?'), rest.size());
  parts.path = rest.substr(0, query_begin);
  parts.query = rest.substr(query_begin);

  const auto at = authority.rfind('@');
  const auto host_begin = at == std::string_view::npos ? 0 : at + 1;
  parts.credentials = authority.substr(0, host_begin);
  const auto host_and_port = authority.substr(host_begin);
  // A colon within the brackets of an IPv6 address does not begin a port.
  const auto bracket = host_and_port.rfind(']');
  const auto colon = host_and_port.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  parts.host = host_and_port.substr(0, has_port ? colon : host_and_port.size());
  parts.port = has_port ? host_and_port.substr(colon) : std::string_view();
  return parts;
}

bool is_scheme(std::string_view scheme, std::string_view wanted) {
  return std::ranges::equal(scheme, wanted, [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == b;
  });
}

std::string_view default_port(std::string_view scheme) {
  if (is_scheme(scheme, "https") || is_scheme(scheme, "wss")) return ":443";
  if (is_scheme(scheme, "http") || is_scheme(scheme, "ws")) return ":80";
  return {};
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  result.reserve(text.size());
  while (true) {
    const auto found = text.find(from);
    result.append(text.substr(0, found));
    if (found == std::string_view::npos) return result;
    result.append(to);
    text.remove_prefix(found + from.size());
  }
}

void add_new(std::vector<std::string>& list, std::string item) {
  if (std::ranges::find(list, item) == list.end()) list.push_back(std::move(item));
}

std::vector<std::string> query_forms(std::string_view query) {
  std::vector<std::string> forms{std::string(query)};
  add_new(forms, replaced(query, "'", "%27"));
  add_new(forms, replaced(query, "%27", "'"));
  return forms;
}

}  // namespace

std::vector<std::string> signed_urls(std::string_view url) {
  url = url.substr(0, url.find('#'));
  std::vector<std::string> urls{std::string(url)};
  const auto parts = split(url);
  if (!parts) return urls;
  for (const auto& query : query_forms(parts->query)) {
    for (const auto credentials : {parts->credentials, std::string_view()}) {
      for (const auto port : {parts->port, std::string_view(), default_port(parts->scheme)}) {
        std::string form(parts->scheme);
        form.append("://").append(credentials).append(parts->host).append(port);
        form.append(parts->path).append(query);
        add_new(urls, std::move(form));
      }
    }
  }
  return urls;
}

std::optional<std::string_view> query_value(std::string_view url, std::string_view name) {
  url = url.substr(0, url.find('#'));
  auto begin = url.find('?');
  while (begin != std::string_view::npos) {
    const auto pair = url.substr(begin + 1, url.find('&', begin + 1) - begin - 1);
    if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=') {
      return pair.substr(name.size() + 1);
    }
    begin = url.find('&', begin + 1);
  }
  return std::nullopt;
}

}  // namespace warmline::carriers::twilio
