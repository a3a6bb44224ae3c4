#include "gateway/http/server.hpp"

#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/async/task_group.hpp"
#include "gateway/http/connection.hpp"
#include "gateway/http/session.hpp"

namespace warmline::http {

using asio::ip::tcp;

struct Server::State {
  State(asio::any_io_executor loop_executor, const Listener& listener, Limits limits, Router router,
        OnFailure on_failure)
      : loop(std::move(loop_executor)),
        serving(std::make_shared<Serving>(limits, std::move(router), std::move(on_failure))),
        acceptor(loop, listener.is_v6() ? tcp::v6() : tcp::v4(), listener.share()),
        port(listener.port()),
        sessions(loop, serving->on_failure),
        own_tasks(loop, serving->on_failure) {}

  // Static: they keep the state, the Server may be gone before them.
  static asio::awaitable<void> accept_connections(std::shared_ptr<State> state);
  static asio::awaitable<void> watch_deadlines(std::shared_ptr<State> state);
  void welcome(tcp::socket socket);
  void stop_accepting();
  void cut_all();

  const asio::any_io_executor loop;
  const std::shared_ptr<Serving> serving;
  tcp::acceptor acceptor;
  const std::uint16_t port;
  async::TaskGroup sessions;
  async::TaskGroup own_tasks;
};

asio::awaitable<void> Server::State::accept_connections(std::shared_ptr<State> state) {
  bool failing = false;
  while (!state->serving->stopping) {
    tcp::socket socket(state->loop);
    boost::system::error_code failed;
    co_await state->acceptor.async_accept(socket,
                                          asio::redirect_error(asio::use_awaitable, failed));
    if (state->serving->stopping) co_return;
    if (!failed) {
      failing = false;
      state->welcome(std::move(socket));
    } else if (!state->acceptor.is_open()) {
      co_return;
    } else if (failed != asio::error::connection_aborted) {
      // "Too many open files" stays true for a while: accepting again at once would spin.
      if (!std::exchange(failing, true)) {
        state->serving->on_failure(
            "accepting connections",
            std::make_exception_ptr(boost::system::system_error(failed, "accept")));
      }
      co_await state->own_tasks.stop_signal().wait_for(state->serving->limits.accept_pause);
    }
  }
}

asio::awaitable<void> Server::State::watch_deadlines(std::shared_ptr<State> state) {
  const auto interval = state->serving->limits.sweep_interval;
  while (!co_await state->own_tasks.stop_signal().wait_for(interval)) {
    const auto now = Clock::now();
    for (Connection* connection : state->serving->connections) connection->look_at_deadlines(now);
  }
}

void Server::State::welcome(tcp::socket socket) {
  const std::size_t open = sessions.running();
  if (open < serving->limits.connections_max) {
    sessions.spawn("a connection", serve_connection(std::move(socket), serving));
  } else if (open < serving->limits.connections_max + serving->limits.refusals_max) {
    sessions.spawn("a refused connection", refuse_connection(std::move(socket), serving));
  }
}

void Server::State::stop_accepting() {
  serving->stopping = true;
  boost::system::error_code ignored;
  acceptor.close(ignored);
  sessions.close();
}

void Server::State::cut_all() {
  for (Connection* connection : serving->connections) connection->cut();
}

Server::Server(asio::any_io_executor loop, ListenAddress listen, Limits limits, Router router,
               OnFailure on_failure)
    : Server(loop, Listener(listen), limits, std::move(router), std::move(on_failure)) {}

Server::Server(asio::any_io_executor loop, const Listener& listener, Limits limits, Router router,
               OnFailure on_failure)
    : state_(std::make_shared<State>(std::move(loop), listener, limits, std::move(router),
                                     std::move(on_failure))) {}

Server::~Server() {
  state_->stop_accepting();
  state_->cut_all();
  state_->own_tasks.close();
}

std::uint16_t Server::port() const {
  return state_->port;
}

void Server::start() {
  state_->own_tasks.spawn("accepting connections", State::accept_connections(state_));
  state_->own_tasks.spawn("watching deadlines", State::watch_deadlines(state_));
}

void Server::leave_the_door() {
  boost::system::error_code ignored;
  state_->acceptor.close(ignored);
}

asio::awaitable<bool> Server::stop(Clock::duration longest) {
  const std::shared_ptr<State> state = state_;
  state->stop_accepting();
  for (Connection* connection : state->serving->connections) connection->wind_down();
  const bool in_time = co_await state->sessions.wait_until_empty(longest);
  state->cut_all();
  // Those cut need a turn of the loop to end; a handler that waits for something else does not end.
  const Clock::duration unwinding = state->serving->limits.linger_deadline;
  if (!in_time) co_await state->sessions.wait_until_empty(unwinding);
  state->own_tasks.close();
  co_await state->own_tasks.wait_until_empty(unwinding);
  co_return in_time;
}

std::size_t Server::connections() const {
  return state_->sessions.running();
}

}  // namespace warmline::http
