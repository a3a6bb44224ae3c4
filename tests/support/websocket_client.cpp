#include "tests/support/websocket_client.hpp"

#include <utility>

namespace warmline::test {

namespace {

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8U | static_cast<unsigned char>(c);
  return value;
}

}  // namespace

std::uint16_t Frame::close_code() const {
  return payload.size() < 2 ? std::uint16_t{0}
                            : static_cast<std::uint16_t>(big_endian(payload.substr(0, 2)));
}

WebSocketClient::WebSocketClient(std::uint16_t port, std::string_view target,
                                 const HeaderList& headers, int receive_buffer_bytes)
    : http_(port, receive_buffer_bytes) {
  HeaderList all = {{"Connection", "Upgrade"},
                    {"Upgrade", "websocket"},
                    {"Sec-WebSocket-Version", "13"},
                    // RFC 6455, 1.2: the sample key.
                    {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
  all.insert(all.end(), headers.begin(), headers.end());
  handshake = http_.request("GET", target, all);
  unread_ = http_.take_unread();
}

bool WebSocketClient::send_frame(Frame::Kind kind, std::string_view payload) {
  const std::size_t size = payload.size();
  std::string frame;
  frame.push_back(static_cast<char>(0x80U | kind));
  if (size < 126) {
    frame.push_back(static_cast<char>(0x80U | size));
  } else {
    frame.push_back(static_cast<char>(0x80U | 126U));
    frame.push_back(static_cast<char>(size >> 8U & 0xffU));
    frame.push_back(static_cast<char>(size & 0xffU));
  }
  // A client must mask; with a mask of zeros the payload stays as it is.
  frame.append(4, '\0').append(payload);
  return http_.send(frame);
}

bool WebSocketClient::fill(std::size_t bytes) {
  while (unread_.size() < bytes) {
    const std::string more = http_.wire().receive();
    if (more.empty()) return false;
    unread_ += more;
  }
  return true;
}

std::optional<Frame> WebSocketClient::receive_frame() {
  if (!fill(2)) return std::nullopt;
  Frame frame;
  frame.kind = static_cast<Frame::Kind>(static_cast<unsigned char>(unread_[0]) & 0x0fU);
  std::uint64_t size = static_cast<unsigned char>(unread_[1]) & 0x7fU;
  const std::size_t extra = size == 126 ? 2 : size == 127 ? 8 : 0;
  if (!fill(2 + extra)) return std::nullopt;
  if (extra > 0) size = big_endian(std::string_view(unread_).substr(2, extra));
  if (!fill(2 + extra + size)) return std::nullopt;
  frame.payload = unread_.substr(2 + extra, size);
  unread_.erase(0, 2 + extra + size);
  return frame;
}

std::optional<std::string> WebSocketClient::receive() {
  while (auto frame = receive_frame()) {
    switch (frame->kind) {
      case Frame::text:
        return std::move(frame->payload);
      case Frame::ping:
        send_frame(Frame::pong, frame->payload);
        break;
      case Frame::close:
        return std::nullopt;
      case Frame::binary:
      case Frame::pong:
        break;
    }
  }
  return std::nullopt;
}

}  // namespace warmline::test
