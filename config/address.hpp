// Addresses as an operator writes them. What is wrong comes back in plain words, for a Fault.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "config/config.hpp"

namespace warmline::config {

// "127.0.0.1:8080", "[::1]:8080". Names are refused: what they resolve to may change under us.
std::expected<Listen, std::string> read_listen(std::string_view text);

// Scheme, host and perhaps a port, as given but with the scheme in lower case and without a slash
// at the end: "https://line.example.org". http is taken for a loopback host only. A path, a query
// or a sign-in in the URL is refused, and so is a host with an underscore, which Twilio does not
// call (error 21609).
std::expected<std::string, std::string> read_origin(std::string_view text);

}  // namespace warmline::config
