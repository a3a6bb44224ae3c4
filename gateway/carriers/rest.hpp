// Calling a carrier's HTTP interface: one request, one outcome, nothing ever repeated. rest.cpp is
// the only file that includes <cpprest/…>; this header is C++20, as that file is.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gateway/async/awaitable.hpp"

namespace warmline::carriers {

struct RestRequest {
  std::string method = "POST";
  std::string url;   // http:// or https://; a fragment is not sent
  std::string user;  // with `password`: Basic authentication, unless empty
  std::string password;
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // A longer answer than this ends as `unknown`.
  std::size_t answer_bytes_max = 256UL * 1024UL;
  // For everything: resolving, connecting, sending, and the whole answer.
  std::chrono::milliseconds deadline = std::chrono::seconds(15);
};

enum class RestEnd {
  answered,  // `status`, `retry_after` and `body` are what the other side said
  not_sent,  // for certain: no byte of the request's body left (of a request without one: it was
             // not written whole)
  unknown,   // the other side may have acted on it: timed out, reset, or an answer that is not HTTP
};

struct RestOutcome {
  RestEnd end = RestEnd::unknown;
  unsigned status = 0;
  std::optional<std::chrono::seconds> retry_after;
  std::string date;      // the Date header as it came; empty when there is none
  std::string location;  // the same of the Location header
  std::string body;
  bool too_long = false;  // with `unknown`: the answer was longer than answer_bytes_max
};

// Goes on, on the caller's own executor, at the latest at the deadline. Redirects are not followed.
// Each request has a connection of its own: cpprestsdk sends a request again by itself when a
// connection that it kept from earlier breaks, and that would be the same text twice.
async::asio::awaitable<RestOutcome> request(RestRequest request);

// How many threads cpprestsdk has; it starts 40 unless told before the first request. Call once,
// first in main.
void start_rest_threads(std::size_t threads);

}  // namespace warmline::carriers
