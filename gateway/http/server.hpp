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
#include "gateway/http/listener.hpp"
#include "gateway/http/router.hpp"

namespace warmline::http {

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
  // The same on a port that is listened on already.
  Server(asio::any_io_executor loop, const Listener& listener, Limits limits, Router router,
         OnFailure on_failure);
  ~Server();  // cuts what is left; use stop() before
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;

  // Begins to accept. (Connections made since construction have waited in the system's queue.)
  void start();

  // Accepts nobody from now on: they wait for the next server of the port. Those who have come are
  // served as before, until stop().
  void leave_the_door();

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
