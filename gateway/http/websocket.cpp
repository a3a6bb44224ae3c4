#include "gateway/http/websocket.hpp"

#include <string_view>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include "gateway/http/websocket_accept.hpp"

namespace warmline::http {

namespace beast = boost::beast;
using asio::ip::tcp;

namespace {

beast::websocket::close_reason goodbye(CloseCode code, std::string_view reason) {
  // RFC 6455, 5.5: a control frame holds 125 bytes, two of which are the code.
  reason = reason.substr(0, 123);
  return {static_cast<beast::websocket::close_code>(code),
          beast::string_view(reason.data(), reason.size())};
}

}  // namespace

struct WebSocket::State final : Connection, std::enable_shared_from_this<State> {
  State(tcp::socket socket, std::shared_ptr<Serving> all)
      : serving(std::move(all)), registration(serving, *this), stream(std::move(socket)) {}

  void look_at_deadlines(Clock::time_point now) override {
    if (!sending.passed(now) && !closing.passed(now)) return;
    // Else the system keeps what the client does not take, for minutes.
    boost::system::error_code ignored;
    stream.next_layer().set_option(tcp::socket::linger(true, 0), ignored);
    cut();
  }

  void wind_down() override {
    // Before that, there is nothing to say goodbye on; accept_websocket does it after.
    if (!shaken_hands || !begin_closing()) return;
    stream.async_close(goodbye(CloseCode::going_away, "stopping"),
                       [self = shared_from_this()](boost::system::error_code) { self->cut(); });
  }

  void cut() override {
    gone = true;
    boost::system::error_code ignored;
    stream.next_layer().close(ignored);
  }

  // False when somebody closes it already.
  bool begin_closing() {
    if (gone || is_closing) return false;
    is_closing = true;
    closing.set(serving->limits.write_deadline);
    return true;
  }

  const std::shared_ptr<Serving> serving;
  const Registration registration;
  beast::websocket::stream<tcp::socket> stream;
  beast::flat_buffer incoming;
  Deadline sending;
  Deadline closing;
  bool shaken_hands = false;
  bool is_closing = false;
  bool gone = false;
};

WebSocket::WebSocket(std::shared_ptr<State> state) : state_(std::move(state)) {}

WebSocket::~WebSocket() {
  state_->cut();
}

bool WebSocket::closed() const {
  return state_->gone || state_->is_closing;
}

asio::awaitable<bool> WebSocket::send(std::string text) {
  const auto state = state_;
  if (closed()) co_return false;
  state->sending.set(state->serving->limits.write_deadline);
  boost::system::error_code failed;
  co_await state->stream.async_write(asio::buffer(text),
                                     asio::redirect_error(asio::use_awaitable, failed));
  state->sending.clear();
  // While closing, the goodbye is still under way: that has its own deadline.
  if (failed && !state->is_closing) state->cut();
  co_return !failed;
}

asio::awaitable<std::optional<std::string>> WebSocket::receive() {
  const auto state = state_;
  if (state->gone) co_return std::nullopt;
  boost::system::error_code failed;
  co_await state->stream.async_read(state->incoming,
                                    asio::redirect_error(asio::use_awaitable, failed));
  if (failed) {
    if (!state->is_closing) state->cut();
    co_return std::nullopt;
  }
  std::string text = beast::buffers_to_string(state->incoming.data());
  state->incoming.consume(state->incoming.size());
  if (!state->stream.got_text()) {
    co_await close(CloseCode::not_text, "text only");
    co_return std::nullopt;
  }
  co_return text;
}

asio::awaitable<void> WebSocket::close(CloseCode code, std::string reason) {
  const auto state = state_;
  if (!state->begin_closing()) co_return;
  boost::system::error_code ignored;
  co_await state->stream.async_close(goodbye(code, reason),
                                     asio::redirect_error(asio::use_awaitable, ignored));
  state->cut();
}

asio::awaitable<std::shared_ptr<WebSocket>> accept_websocket(tcp::socket socket, Request handshake,
                                                             std::shared_ptr<Serving> serving) {
  const Limits limits = serving->limits;
  auto state = std::make_shared<WebSocket::State>(std::move(socket), std::move(serving));
  auto websocket = std::make_shared<WebSocket>(state);

  beast::http::request<beast::http::empty_body> request;
  request.method_string(handshake.method);
  request.target(handshake.target);
  for (const auto& [name, value] : handshake.headers) request.insert(name, value);

  beast::websocket::stream_base::timeout timeout{};
  timeout.handshake_timeout = limits.request_deadline;
  timeout.idle_timeout = limits.websocket_idle_deadline;
  timeout.keep_alive_pings = true;
  state->stream.set_option(timeout);
  // Beast names itself in a Server header unless there is one.
  auto nameless = [](beast::websocket::response_type& response) {
    response.set(beast::http::field::server, "");
  };
  state->stream.set_option(beast::websocket::stream_base::decorator(nameless));
  state->stream.read_message_max(limits.websocket_message_bytes_max);
  // One message, one frame: nothing is copied into a buffer first.
  state->stream.auto_fragment(false);

  boost::system::error_code failed;
  co_await state->stream.async_accept(request, asio::redirect_error(asio::use_awaitable, failed));
  if (failed) co_return nullptr;
  state->shaken_hands = true;
  if (state->serving->stopping) state->wind_down();
  co_return websocket;
}

}  // namespace warmline::http
