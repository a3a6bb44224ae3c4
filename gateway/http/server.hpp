// The HTTP/1.1 and WebSocket server. It knows no domain: a Router says what answers what.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/async/awaitable.hpp"
#include "gateway/http/limits.hpp"
#include "gateway/http/router.hpp"

namespace warmline::http {

struct ListenAddress {
  std::string address = "127.0.0.1";  // an IP address, v4 or v6; no name
  std::uint16_t port = 0;             // 0: any free one; see Server::port
};

// Loop thread only.
class Server {
 public:
  // What should not have happened: a handler that threw, a socket the system would not give.
  // `where` is a route's method and pattern, or what the server was doing; nothing of the request
  // is in it. Must not throw.
  using OnFailure = std::function<void(std::string_view where, std::exception_ptr failure)>;

  // Binds; throws std::runtime_error that says address, port and why it can't.
  Server(asio::any_io_executor loop, ListenAddress listen, Limits limits, Router router,
         OnFailure on_failure);
  ~Server();  // cuts what is left; use stop() before
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;

  // Begins to accept. (Connections made since construction have waited in the system's queue.)
  void start();

  // Stops accepting, closes idle connections at once and WebSockets with 1001, lets requests in
  // hand be answered for up to `longest`, then cuts. True: nothing had to be cut.
  asio::awaitable<bool> stop(std::chrono::steady_clock::duration longest);

  // Open connections, HTTP and WebSocket.
  std::size_t connections() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace warmline::http
