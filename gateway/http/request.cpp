#include "gateway/http/request.hpp"

#include "gateway/http/cookie.hpp"
#include "gateway/http/form.hpp"

namespace warmline::http {

std::optional<std::string_view> Request::header(std::string_view name) const {
  return find_field(headers, name);
}

std::optional<std::string_view> Request::last_header(std::string_view name) const {
  std::optional<std::string_view> last;
  for (const auto& [field, value] : headers) {
    if (equal_ignoring_case(field, name)) last = value;
  }
  return last;
}

std::string_view Request::query_string() const {
  const std::string_view whole = target;
  const auto mark = whole.find('?');
  return mark == std::string_view::npos ? std::string_view{} : whole.substr(mark + 1);
}

std::optional<std::string> Request::query(std::string_view name) const {
  auto fields = parse_form(query_string());
  if (!fields) return std::nullopt;
  for (auto& [field, value] : *fields) {
    if (field == name) return std::move(value);
  }
  return std::nullopt;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  for (const auto& [field, value] : headers) {
    if (!equal_ignoring_case(field, "Cookie")) continue;
    if (auto found = find_cookie(value, name)) return found;
  }
  return std::nullopt;
}

std::string_view raw_path(std::string_view target) {
  if (const auto scheme = target.find("://"); !target.starts_with('/') && scheme != target.npos) {
    const auto path = target.find_first_of("/?", scheme + 3);
    if (path == target.npos || target[path] == '?') return "/";
    target = target.substr(path);
  }
  return target.substr(0, target.find('?'));
}

}  // namespace warmline::http
