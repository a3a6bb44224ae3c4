// One keep-alive HTTP/1.1 connection to a server on loopback, with as little work of our own as can
// be: it sends bytes that are ready, and finds the end of an answer that says how long it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace warmline::bench {

class Wire {
 public:
  // Throws std::system_error when nobody listens.
  explicit Wire(std::uint16_t port);
  ~Wire();
  Wire(Wire&& other) noexcept;
  Wire& operator=(Wire&&) = delete;

  int fd() const { return fd_; }

  // Throws std::runtime_error when the server is gone.
  void send(std::string_view request);
  // Reads what is there, without waiting. The answer's status when all of it is there; then body()
  // is its body until the next send(). Throws std::runtime_error when the server is gone, or does
  // not say how long its answer is.
  std::optional<unsigned> receive();
  // The same, waiting for it.
  unsigned receive_whole();
  std::string_view body() const { return body_; }

 private:
  bool find_end_of_head();

  int fd_ = -1;
  std::string unread_;
  std::size_t head_size_ = 0;  // 0: its end is not there yet
  std::size_t size_ = 0;
  std::string_view body_;
};

}  // namespace warmline::bench
