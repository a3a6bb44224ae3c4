// One HTTP response, and makers for the usual kinds. What every response carries (nosniff, no-store
// unless it says otherwise, Content-Length) is added where it is written: response_head.hpp.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "gateway/http/fields.hpp"

namespace warmline::http {

struct Response {
  unsigned status = 200;
  // A name or value with a control character in it is a bug: the client gets 500 instead.
  Fields headers;
  std::string body;
  // Sent instead of `body` where it is not empty. For what lives as long as the program.
  std::string_view static_body;
  // No answer at all: the connection is closed instead. For the simulator, whose faults are these.
  bool cut = false;

  // Replaces a header of that name, or adds it. For chaining.
  Response& set(std::string_view name, std::string value);

  std::string_view content() const { return static_body.empty() ? body : static_body; }
};

Response empty_response(unsigned status);
Response text_response(unsigned status, std::string text);             // text/plain, UTF-8
Response json_response(unsigned status, const nlohmann::json& value);  // application/json
Response typed_response(unsigned status, std::string_view content_type, std::string body);

// "Not Found" for 404; "Unknown" for what RFC 9110 and 6585 do not name.
std::string_view reason_phrase(unsigned status);

}  // namespace warmline::http
