// One WebSocket (RFC 6455), from the server's side: text messages both ways. Pings are sent and
// answered by themselves; a client that is silent for too long is closed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "gateway/async/awaitable.hpp"

namespace warmline::http {

namespace asio = boost::asio;

// RFC 6455, 7.4.1; signed_out and too_slow are ours, from the range for applications.
enum class CloseCode : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  not_text = 1003,
  policy = 1008,
  internal = 1011,
  signed_out = 4001,
  too_slow = 4008,
};

// Loop thread only. At most one send and one receive at a time, but those two, and close, at once.
class WebSocket {
 public:
  struct State;
  explicit WebSocket(std::shared_ptr<State> state);  // made by the server
  ~WebSocket();                                      // cuts the connection if it is still open
  WebSocket(const WebSocket&) = delete;
  WebSocket& operator=(const WebSocket&) = delete;

  // False when the connection is gone, or the client did not take the message within
  // Limits::write_deadline: then the connection is cut, and a pending receive ends.
  asio::awaitable<bool> send(std::string text);

  // The next message; empty when the connection is closing or gone, whoever began it. A binary
  // message closes it (not_text).
  asio::awaitable<std::optional<std::string>> receive();

  // Says goodbye and waits for the client's, at most write_deadline. `reason`: up to 123 bytes,
  // shown to programs only. A pending receive ends. Calling it again returns at once.
  asio::awaitable<void> close(CloseCode code, std::string reason);

  bool closed() const;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace warmline::http
