// What goes before a response's body on the wire. Included by .cpp files of this folder only.
#pragma once

#include <string>

#include "gateway/http/response.hpp"

namespace warmline::http {

enum class AfterResponse { keep_open, close };

// The status line and all headers, with the blank line after them. Adds Content-Length (none for
// 204 and 304), Connection, X-Content-Type-Options, Referrer-Policy, and Cache-Control: no-store
// where the response does not say otherwise. std::invalid_argument for a header that would break
// out of its line.
std::string response_head(const Response& response, AfterResponse after);

}  // namespace warmline::http
