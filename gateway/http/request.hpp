// One HTTP request, whole: the body is here before a handler runs.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/http/fields.hpp"

namespace warmline::http {

struct Request {
  std::string method;  // as sent; methods are case-sensitive
  std::string target;  // path and query exactly as received, percent-escapes untouched
  std::string path;    // percent-decoded, without the query
  Fields headers;
  std::string body;
  std::string remote_address;  // without the port; of the proxy, where there is one
  // What the route's {names} stand for, percent-decoded.
  std::map<std::string, std::string, std::less<>> path_values;

  // The first header of that name, any case.
  std::optional<std::string_view> header(std::string_view name) const;
  // The last one: what a proxy that appends a header of its own has added.
  std::optional<std::string_view> last_header(std::string_view name) const;
  // The first query field of that name, decoded. Empty value for "?name" and "?name=".
  std::optional<std::string> query(std::string_view name) const;
  // What follows the first '?' of the target, undecoded.
  std::string_view query_string() const;
  // The first cookie of that name.
  std::optional<std::string> cookie(std::string_view name) const;
};

// The path of a request target, undecoded: an escaped '/' must not split a segment. A target in
// absolute form ("http://host/path") is accepted, as RFC 9112, 3.2.2 asks. A view into `target`.
std::string_view raw_path(std::string_view target);

}  // namespace warmline::http
