#include "gateway/http/cookie.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "gateway/http/fields.hpp"

namespace warmline::http {

namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

}  // namespace

std::optional<std::string> find_cookie(std::string_view cookie_header, std::string_view name) {
  while (!cookie_header.empty()) {
    const auto end = cookie_header.find(';');
    const auto pair = cookie_header.substr(0, end);
    cookie_header =
        end == std::string_view::npos ? std::string_view{} : cookie_header.substr(end + 1);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    if (trim_spaces(pair.substr(0, equals)) != name) continue;
    auto value = trim_spaces(pair.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    return std::string(value);
  }
  return std::nullopt;
}

std::string set_cookie(std::string_view name, std::string_view value, CookieTerms terms) {
  const bool value_is_plain =
      std::ranges::all_of(value, [](char c) { return is_plain(c) || c == '='; });
  if (name.empty() || !std::ranges::all_of(name, is_plain) || !value_is_plain) {
    throw std::invalid_argument("a cookie's name or value needs escaping");
  }
  return fmt::format("{}={}; Max-Age={}; Path=/; HttpOnly; SameSite=Strict{}", name, value,
                     terms.max_age.count(), terms.secure ? "; Secure" : "");
}

}  // namespace warmline::http
