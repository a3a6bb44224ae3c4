// A port that is listened on. Whoever comes while nobody accepts waits in the system's queue, so
// that one Server can take over from another and nobody is turned away.
#pragma once

#include <cstdint>
#include <string>

namespace warmline::http {

struct ListenAddress {
  std::string address = "127.0.0.1";  // an IP address, v4 or v6; no name
  std::uint16_t port = 0;             // 0: any free one; see Listener::port
};

class Listener {
 public:
  // Binds; throws std::runtime_error that says address, port and why it can't.
  explicit Listener(const ListenAddress& listen);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::uint16_t port() const { return port_; }
  bool is_v6() const { return is_v6_; }

  // A descriptor of the same port, for one Server to accept from and to close. Throws
  // std::system_error.
  int share() const;

 private:
  int descriptor_ = -1;
  std::uint16_t port_ = 0;
  bool is_v6_ = false;
};

}  // namespace warmline::http
