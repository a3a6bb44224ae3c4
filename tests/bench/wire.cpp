#include "tests/bench/wire.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

namespace warmline::bench {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr std::string_view length_header = "\r\ncontent-length:";

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// Where the value of Content-Length begins; npos without one.
std::size_t length_in(std::string_view head) {
  for (auto at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
    const auto line = head.substr(at, length_header.size());
    if (line.size() == length_header.size() &&
        strncasecmp(line.data(), length_header.data(), line.size()) == 0) {
      return head.find_first_not_of(' ', at + length_header.size());
    }
  }
  return std::string_view::npos;
}

}  // namespace

Wire::Wire(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (fd_ < 0) fail("a socket");
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0) {
    const int why = errno;
    ::close(fd_);
    errno = why;
    fail("connecting");
  }
}

Wire::~Wire() {
  if (fd_ >= 0) ::close(fd_);
}

Wire::Wire(Wire&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      unread_(std::move(other.unread_)),
      head_size_(other.head_size_),
      size_(other.size_) {}

void Wire::send(std::string_view request) {
  unread_.clear();
  head_size_ = 0;
  while (!request.empty()) {
    const auto sent = ::send(fd_, request.data(), request.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("the server is gone");
    request.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Wire::find_end_of_head() {
  if (head_size_ > 0) return true;
  const auto end = unread_.find(end_of_head);
  if (end == std::string::npos) return false;
  head_size_ = end + end_of_head.size();
  const std::string_view head(unread_.data(), head_size_);
  const auto value = length_in(head);
  std::size_t length = 0;
  if (value != std::string_view::npos) {
    std::from_chars(head.data() + value, head.data() + head.size(), length);
  } else if (!head.substr(8).starts_with(" 204")) {
    throw std::runtime_error("an answer that does not say how long it is");
  }
  size_ = head_size_ + length;
  return true;
}

std::optional<unsigned> Wire::receive() {
  std::array<char, 16384> piece{};
  const auto count = ::recv(fd_, piece.data(), piece.size(), MSG_DONTWAIT);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
  if (count <= 0) throw std::runtime_error("the server has hung up");
  unread_.append(piece.data(), static_cast<std::size_t>(count));
  if (!find_end_of_head() || unread_.size() < size_) return std::nullopt;
  unsigned status = 0;
  std::from_chars(unread_.data() + 9, unread_.data() + 12, status);
  body_ = std::string_view(unread_).substr(head_size_);
  return status;
}

unsigned Wire::receive_whole() {
  for (;;) {
    pollfd readable{.fd = fd_, .events = POLLIN, .revents = 0};
    ::poll(&readable, 1, -1);
    if (const auto status = receive()) return *status;
  }
}

}  // namespace warmline::bench
