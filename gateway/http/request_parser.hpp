// From bytes to a Request: HTTP/1.x framing by Beast, the rules it leaves open by us. No I/O.
// Included by .cpp files of this folder and by tests only; behind a pointer, because Beast is
// heavy.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "gateway/http/limits.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"

namespace warmline::http {

// Reads one request.
class RequestParser {
 public:
  explicit RequestParser(const Limits& limits);
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  // Takes what it can from `bytes`, which begin where the last call's taking ended, and says how
  // much that was. When it is neither done nor refused, it needs more than that.
  std::size_t take(std::string_view bytes);

  bool done() const;
  // The answer to a request that can't be read on: 400, 413, 417, 431.
  const std::optional<Response>& refusal() const;
  // Whether the client waits for "100 Continue" before it sends the body.
  bool wants_continue() const;

  // When done:
  bool keep_alive() const;
  bool asks_for_websocket() const;
  Request& request();

 private:
  class Framing;
  std::unique_ptr<Framing> framing_;
};

}  // namespace warmline::http
