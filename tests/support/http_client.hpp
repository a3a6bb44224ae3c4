// A small blocking HTTP/1.1 client for tests, to loopback only: it can also say what no proper
// client would. Knows nothing of the code under test. Every read gives up after 20 seconds (it
// throws), so that a server that hangs fails a test instead of stopping the run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace warmline::test {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct Reply {
  unsigned status = 0;
  HeaderList headers;
  std::string body;

  // The first of that name, any case; empty where there is none.
  std::string header(std::string_view name) const;
};

// A TCP connection.
class Wire {
 public:
  // `receive_buffer_bytes` 0: the system's default.
  explicit Wire(std::uint16_t port, int receive_buffer_bytes = 0);
  ~Wire();
  Wire(Wire&& other) noexcept;
  Wire& operator=(Wire&&) = delete;

  // False when the server is gone.
  bool send(std::string_view bytes);
  // Says that nothing more will be sent.
  void half_close();
  // Closes so that the server sees a reset.
  void reset();
  // Up to `max` bytes, what is there; empty at the end (or at a reset).
  std::string receive(std::size_t max = 65536);
  int fd() const { return fd_; }

 private:
  int fd_ = -1;
};

class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port, int receive_buffer_bytes = 0);

  Wire& wire() { return wire_; }
  bool send(std::string_view bytes) { return wire_.send(bytes); }

  // The next reply on the connection; empty when the server closed instead. `to_head`: has no body.
  std::optional<Reply> read_reply(bool to_head = false);
  // True when the server closes without another byte.
  bool closed_by_server();

  // Sends a request with Host, Content-Length and these headers, and reads the reply
  // (std::runtime_error when there is none).
  Reply request(std::string_view method, std::string_view target, const HeaderList& headers = {},
                std::string_view body = {});

  // What came after the last reply already; for a WebSocket that begins here.
  std::string take_unread() { return std::exchange(unread_, {}); }

 private:
  bool read_more();

  Wire wire_;
  std::string unread_;
};

}  // namespace warmline::test
