// Cookies (RFC 6265): reading what browsers send, leniently, and the one kind we set.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace warmline::http {

// The value of the first cookie of that name in a Cookie header ("a=1; b=2"), without the quotes
// some clients put around it.
std::optional<std::string> find_cookie(std::string_view cookie_header, std::string_view name);

struct CookieTerms {
  std::chrono::seconds max_age;  // zero: the browser forgets it now
  bool secure;                   // only over https
};

// The value of a Set-Cookie header for the whole site, out of reach of scripts and of other sites:
// HttpOnly; SameSite=Strict; Path=/. `name` and `value` are ours and need no escaping: letters,
// digits, '-', '_', '.' and '=' (std::invalid_argument otherwise).
std::string set_cookie(std::string_view name, std::string_view value, CookieTerms terms);

}  // namespace warmline::http
