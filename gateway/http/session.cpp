#include "gateway/http/session.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "gateway/async/overload.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/http/request_parser.hpp"
#include "gateway/http/response_head.hpp"
#include "gateway/http/websocket_accept.hpp"

namespace warmline::http {

namespace {

using asio::ip::tcp;
using routing::ProblemCode;

constexpr std::size_t read_bytes = 8UZ * 1024;

Response plain_problem(ProblemCode code) {
  return problem_response({code, {}, {}});
}

class Session final : public Connection {
 public:
  Session(tcp::socket socket, std::shared_ptr<Serving> serving);

  asio::awaitable<void> run();
  asio::awaitable<void> refuse();

 private:
  enum class Arrival { whole, refused, gone };
  enum class After { next_request, linger, gone };

  void look_at_deadlines(Clock::time_point now) override;
  void wind_down() override;
  void cut() override;

  asio::awaitable<bool> read_some();
  asio::awaitable<Arrival> read_request(RequestParser& parser);
  Arrival refuse_request(Response refusal);
  asio::awaitable<After> answer(RequestParser& parser);
  asio::awaitable<Response> run_handler(const Handler& handler, Request request,
                                        std::string_view pattern);
  asio::awaitable<After> go_live(RequestParser& parser, const LiveHandler& admit,
                                 std::string_view pattern);
  asio::awaitable<void> serve_websocket(Upgrade upgrade, Request handshake,
                                        std::string_view pattern);
  Response failure_response(std::exception_ptr failure, std::string_view pattern);
  std::string head_of(Response& response, AfterResponse after);
  asio::awaitable<After> write(Response response, bool keep_alive, bool with_body);
  asio::awaitable<bool> write_bytes(std::string_view first, std::string_view second);
  asio::awaitable<void> linger();

  const std::shared_ptr<Serving> serving_;
  const Limits& limits_;
  tcp::socket socket_;
  std::optional<Registration> registration_;
  boost::beast::flat_buffer buffer_;
  std::string remote_address_;
  Deadline deadline_;
  bool timed_out_ = false;
  bool idle_ = false;
  Response refusal_;
};

Session::Session(tcp::socket socket, std::shared_ptr<Serving> serving)
    : serving_(std::move(serving)),
      limits_(serving_->limits),
      socket_(std::move(socket)),
      // The parser bounds a header; the rest is for what a client sends on ahead.
      buffer_(limits_.header_bytes_max + read_bytes) {
  registration_.emplace(serving_, *this);
  boost::system::error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  const auto remote = socket_.remote_endpoint(ignored);
  if (!ignored) remote_address_ = remote.address().to_string();
}

void Session::look_at_deadlines(Clock::time_point now) {
  if (!deadline_.passed(now)) return;
  timed_out_ = true;
  boost::system::error_code ignored;
  // Not closed: a request that is late still gets its 408.
  socket_.cancel(ignored);
}

void Session::wind_down() {
  if (idle_) cut();
}

void Session::cut() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

asio::awaitable<bool> Session::read_some() {
  const auto space = buffer_.prepare(std::min(read_bytes, buffer_.max_size() - buffer_.size()));
  boost::system::error_code failed;
  const std::size_t count =
      co_await socket_.async_read_some(space, asio::redirect_error(asio::use_awaitable, failed));
  buffer_.commit(count);
  co_return !failed;
}

Session::Arrival Session::refuse_request(Response refusal) {
  refusal_ = std::move(refusal);
  return Arrival::refused;
}

asio::awaitable<Session::Arrival> Session::read_request(RequestParser& parser) {
  bool told_to_continue = false;
  idle_ = buffer_.size() == 0;
  timed_out_ = false;
  // A connection that was accepted just before the stop begins here after it.
  if (serving_->stopping) co_return Arrival::gone;
  deadline_.set(idle_ ? limits_.idle_deadline : limits_.request_deadline);
  for (;;) {
    const auto bytes = buffer_.cdata();
    buffer_.consume(parser.take({static_cast<const char*>(bytes.data()), bytes.size()}));
    if (parser.refusal()) co_return refuse_request(*parser.refusal());
    if (parser.done()) break;
    if (parser.wants_continue() && buffer_.size() == 0 && !std::exchange(told_to_continue, true) &&
        !co_await write_bytes("HTTP/1.1 100 Continue\r\n\r\n", {})) {
      co_return Arrival::gone;
    }
    // Only a line within a chunked body can get here: headers have their own, smaller bound.
    if (buffer_.size() == buffer_.max_size()) {
      co_return refuse_request(plain_problem(ProblemCode::malformed));
    }
    if (!co_await read_some()) {
      if (idle_) co_return Arrival::gone;
      co_return refuse_request(
          plain_problem(timed_out_ ? ProblemCode::request_timeout : ProblemCode::malformed));
    }
    if (std::exchange(idle_, false)) {
      timed_out_ = false;
      deadline_.set(limits_.request_deadline);
    }
  }
  deadline_.clear();
  co_return Arrival::whole;
}

Response Session::failure_response(std::exception_ptr failure, std::string_view pattern) {
  try {
    std::rethrow_exception(failure);
  } catch (const async::Overloaded&) {
    return plain_problem(ProblemCode::store_full);
  } catch (const async::Stopped&) {
    return plain_problem(ProblemCode::stopping);
  } catch (...) {
    serving_->on_failure(pattern.empty() ? "any other path" : pattern, std::move(failure));
    return plain_problem(ProblemCode::internal);
  }
}

asio::awaitable<Response> Session::run_handler(const Handler& handler, Request request,
                                               std::string_view pattern) {
  std::exception_ptr failure;
  try {
    co_return co_await handler(std::move(request));
  } catch (...) {
    failure = std::current_exception();
  }
  co_return failure_response(std::move(failure), pattern);
}

asio::awaitable<Session::After> Session::answer(RequestParser& parser) {
  Request& request = parser.request();
  request.remote_address = remote_address_;
  Router::Match match = serving_->router.match(request);
  if (match.live) co_return co_await go_live(parser, *match.live, match.pattern);
  const bool with_body = request.method != "HEAD";
  Response response = match.refused
                          ? std::move(*match.refused)
                          : co_await run_handler(*match.handler, std::move(request), match.pattern);
  co_return co_await write(std::move(response), parser.keep_alive(), with_body);
}

asio::awaitable<Session::After> Session::go_live(RequestParser& parser, const LiveHandler& admit,
                                                 std::string_view pattern) {
  if (!parser.asks_for_websocket()) {
    Response refusal = problem_response({ProblemCode::malformed, {}, {}}, 426);
    refusal.set("Upgrade", "websocket");
    const bool with_body = parser.request().method != "HEAD";
    co_return co_await write(std::move(refusal), parser.keep_alive(), with_body);
  }
  Request handshake = parser.request();
  const bool with_body = handshake.method != "HEAD";
  Upgrade upgrade;
  std::exception_ptr failure;
  try {
    upgrade = co_await admit(std::move(parser.request()));
  } catch (...) {
    failure = std::current_exception();
  }
  if (failure) {
    upgrade = {failure_response(std::move(failure), pattern), {}};
  } else if (upgrade.serve && serving_->stopping) {
    upgrade = {plain_problem(ProblemCode::stopping), {}};
  } else if (upgrade.serve && buffer_.size() > 0) {
    // RFC 6455, 4.1: a client sends nothing before the handshake is answered.
    upgrade = {plain_problem(ProblemCode::malformed), {}};
  }
  if (!upgrade.serve) {
    co_return co_await write(std::move(upgrade.refusal), parser.keep_alive(), with_body);
  }
  co_await serve_websocket(std::move(upgrade), std::move(handshake), pattern);
  co_return After::gone;
}

asio::awaitable<void> Session::serve_websocket(Upgrade upgrade, Request handshake,
                                               std::string_view pattern) {
  // From here on the WebSocket is the connection, and it may last for days.
  registration_.reset();
  buffer_ = {};
  const auto websocket =
      co_await accept_websocket(std::move(socket_), std::move(handshake), serving_);
  if (!websocket) co_return;
  std::exception_ptr failure;
  try {
    co_await upgrade.serve(websocket);
  } catch (...) {
    failure = std::current_exception();
  }
  if (failure) serving_->on_failure(pattern, failure);
  co_await websocket->close(failure ? CloseCode::internal : CloseCode::normal, {});
}

std::string Session::head_of(Response& response, AfterResponse after) {
  try {
    return response_head(response, after);
  } catch (const std::invalid_argument&) {
    serving_->on_failure("writing a response", std::current_exception());
    response = plain_problem(ProblemCode::internal);
    return response_head(response, after);
  }
}

asio::awaitable<bool> Session::write_bytes(std::string_view first, std::string_view second) {
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(first), asio::buffer(second)};
  boost::system::error_code failed;
  co_await asio::async_write(socket_, buffers, asio::redirect_error(asio::use_awaitable, failed));
  co_return !failed;
}

asio::awaitable<Session::After> Session::write(Response response, bool keep_alive, bool with_body) {
  if (response.cut) co_return After::gone;
  const bool last = !keep_alive || serving_->stopping;
  const std::string head =
      head_of(response, last ? AfterResponse::close : AfterResponse::keep_open);
  std::string_view content = response.content();
  if (!with_body || response.status == 204 || response.status == 304) content = {};
  std::string_view before = head;
  do {
    // A deadline for each piece: a large file to a slow phone is fine as long as it moves.
    deadline_.set(limits_.write_deadline);
    const auto piece = content.substr(0, limits_.write_piece_bytes);
    if (!co_await write_bytes(std::exchange(before, {}), piece)) {
      // Else the system keeps what the client does not take, for minutes.
      boost::system::error_code ignored;
      socket_.set_option(tcp::socket::linger(true, 0), ignored);
      co_return After::gone;
    }
    content.remove_prefix(piece.size());
  } while (!content.empty());
  deadline_.clear();
  co_return last ? After::linger : After::next_request;
}

// Closing a socket with unread bytes makes the system reset the connection, and the client may lose
// the answer before it has read it.
asio::awaitable<void> Session::linger() {
  boost::system::error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  deadline_.set(limits_.linger_deadline);
  timed_out_ = false;
  std::size_t thrown_away = 0;
  do {
    thrown_away += buffer_.size();
    buffer_.clear();
  } while (thrown_away <= limits_.linger_bytes_max && !timed_out_ && co_await read_some());
}

asio::awaitable<void> Session::run() {
  for (;;) {
    RequestParser parser(limits_);
    After after = After::gone;
    switch (co_await read_request(parser)) {
      case Arrival::whole:
        after = co_await answer(parser);
        break;
      case Arrival::refused:
        after = co_await write(std::move(refusal_), false, true);
        break;
      case Arrival::gone:
        break;
    }
    if (after == After::linger) co_await linger();
    if (after != After::next_request) co_return;
  }
}

asio::awaitable<void> Session::refuse() {
  if (co_await write(plain_problem(ProblemCode::store_full), false, true) == After::linger) {
    co_await linger();
  }
}

}  // namespace

asio::awaitable<void> serve_connection(tcp::socket socket, std::shared_ptr<Serving> serving) {
  Session session(std::move(socket), std::move(serving));
  co_await session.run();
}

asio::awaitable<void> refuse_connection(tcp::socket socket, std::shared_ptr<Serving> serving) {
  Session session(std::move(socket), std::move(serving));
  co_await session.refuse();
}

}  // namespace warmline::http
