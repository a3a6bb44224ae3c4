#include "gateway/http/response_head.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

namespace warmline::http {

namespace {

bool breaks_out(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
}

}  // namespace

std::string response_head(const Response& response, AfterResponse after) {
  std::string head;
  head.reserve(512);
  fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", response.status,
                 reason_phrase(response.status));
  for (const auto& [name, value] : response.headers) {
    if (breaks_out(name) || breaks_out(value)) {
      throw std::invalid_argument("a response header has a control character in it");
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }
  if (!find_field(response.headers, "Cache-Control")) head += "Cache-Control: no-store\r\n";
  head += "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n";
  if (response.status != 204 && response.status != 304) {
    fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", response.content().size());
  }
  // Keep-alive is said aloud for HTTP/1.0 clients.
  head += after == AfterResponse::close ? "Connection: close\r\n\r\n"
                                        : "Connection: keep-alive\r\n\r\n";
  return head;
}

}  // namespace warmline::http
