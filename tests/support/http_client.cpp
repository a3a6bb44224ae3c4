#include "tests/support/http_client.hpp"

#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace warmline::test {

namespace {

constexpr long give_up_after_s = 20;

[[noreturn]] void fail(const char* doing) {
  throw std::system_error(errno, std::generic_category(), doing);
}

template <class Value>
void set_option(int fd, int level, int option, const Value& value) {
  if (setsockopt(fd, level, option, &value, sizeof value) != 0) fail("setsockopt");
}

std::size_t number(std::string_view text, int base) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

Reply parse_head(std::string_view head) {
  Reply reply;
  reply.status = static_cast<unsigned>(number(head.substr(head.find(' ') + 1, 3), 10));
  for (auto line = head.find("\r\n"); line != head.npos && line + 2 < head.size();) {
    const auto end = head.find("\r\n", line + 2);
    const auto text = head.substr(line + 2, end == head.npos ? head.npos : end - line - 2);
    const auto colon = text.find(':');
    auto value = text.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    reply.headers.emplace_back(text.substr(0, colon), value);
    line = end;
  }
  return reply;
}

}  // namespace

std::string Reply::header(std::string_view name) const {
  for (const auto& [field, value] : headers) {
    if (field.size() == name.size() && strncasecmp(field.data(), name.data(), name.size()) == 0) {
      return value;
    }
  }
  return {};
}

Wire::Wire(std::uint16_t port, int receive_buffer_bytes)
    : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (fd_ < 0) fail("socket");
  if (receive_buffer_bytes > 0) set_option(fd_, SOL_SOCKET, SO_RCVBUF, receive_buffer_bytes);
  set_option(fd_, SOL_SOCKET, SO_RCVTIMEO, timeval{.tv_sec = give_up_after_s, .tv_usec = 0});
  set_option(fd_, SOL_SOCKET, SO_SNDTIMEO, timeval{.tv_sec = give_up_after_s, .tv_usec = 0});
  set_option(fd_, IPPROTO_TCP, TCP_NODELAY, 1);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const int why = errno;
    close(fd_);
    throw std::system_error(why, std::generic_category(), "connect");
  }
}

Wire::Wire(Wire&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Wire::~Wire() {
  if (fd_ >= 0) close(fd_);
}

bool Wire::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && (errno == EPIPE || errno == ECONNRESET)) return false;
    if (sent < 0) fail("send");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Wire::half_close() {
  shutdown(fd_, SHUT_WR);
}

void Wire::reset() {
  set_option(fd_, SOL_SOCKET, SO_LINGER, linger{.l_onoff = 1, .l_linger = 0});
  close(std::exchange(fd_, -1));
}

std::string Wire::receive(std::size_t max) {
  std::string bytes(max, '\0');
  const ssize_t count = recv(fd_, bytes.data(), bytes.size(), 0);
  if (count < 0 && errno == ECONNRESET) return {};
  if (count < 0) fail("recv");
  bytes.resize(static_cast<std::size_t>(count));
  return bytes;
}

HttpClient::HttpClient(std::uint16_t port, int receive_buffer_bytes)
    : wire_(port, receive_buffer_bytes) {}

bool HttpClient::read_more() {
  const std::string more = wire_.receive();
  unread_ += more;
  return !more.empty();
}

std::optional<Reply> HttpClient::read_reply(bool to_head) {
  std::size_t end = 0;
  while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) return std::nullopt;
  }
  Reply reply = parse_head(std::string_view(unread_).substr(0, end));
  unread_.erase(0, end + 4);
  if (to_head || reply.status == 101) return reply;
  const std::size_t length = number(reply.header("Content-Length"), 10);
  while (unread_.size() < length) {
    if (!read_more()) throw std::runtime_error("the server closed within a body");
  }
  reply.body = unread_.substr(0, length);
  unread_.erase(0, length);
  return reply;
}

bool HttpClient::closed_by_server() {
  return unread_.empty() && wire_.receive().empty();
}

Reply HttpClient::request(std::string_view method, std::string_view target,
                          const HeaderList& headers, std::string_view body) {
  std::string text;
  text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
  for (const auto& [name, value] : headers) {
    text.append(name).append(": ").append(value).append("\r\n");
  }
  if (!body.empty() || method == "POST" || method == "PUT") {
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
  }
  text.append("\r\n").append(body);
  send(text);
  auto reply = read_reply(method == "HEAD");
  if (!reply) throw std::runtime_error("the server closed without a reply");
  return std::move(*reply);
}

}  // namespace warmline::test
