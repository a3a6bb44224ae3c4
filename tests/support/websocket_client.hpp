// A small blocking WebSocket client for tests (RFC 6455), to loopback only. It answers nothing by
// itself, neither pings nor closes, so that a test decides how well it behaves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tests/support/http_client.hpp"

namespace warmline::test {

struct Frame {
  enum Kind : std::uint8_t { text = 1, binary = 2, close = 8, ping = 9, pong = 10 };
  Kind kind = text;
  std::string payload;

  std::uint16_t close_code() const;  // 0 where the close frame has none
};

class WebSocketClient {
 public:
  // Connects and sends the handshake with these headers added. What the server answered is in
  // `handshake`; only with status 101 is there a WebSocket.
  WebSocketClient(std::uint16_t port, std::string_view target, const HeaderList& headers = {},
                  int receive_buffer_bytes = 0);

  Reply handshake;

  bool send(std::string_view text) { return send_frame(Frame::text, text); }
  bool send_frame(Frame::Kind kind, std::string_view payload);
  // The next whole frame; empty when the connection ended.
  std::optional<Frame> receive_frame();
  // The next text, pings answered on the way; empty when the connection ended or is closing.
  std::optional<std::string> receive();
  HttpClient& http() { return http_; }

 private:
  bool fill(std::size_t bytes);

  HttpClient http_;
  std::string unread_;
};

}  // namespace warmline::test
