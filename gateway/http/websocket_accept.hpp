// From a request to a WebSocket. Included by .cpp files of this folder only.
#pragma once

#include <memory>

#include <boost/asio/ip/tcp.hpp>

#include "gateway/async/awaitable.hpp"
#include "gateway/http/connection.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/websocket.hpp"

namespace warmline::http {

// Answers the handshake. Null when it is not a valid one (the client was told 400) or the client is
// gone; the socket is closed then.
asio::awaitable<std::shared_ptr<WebSocket>> accept_websocket(asio::ip::tcp::socket socket,
                                                             Request handshake,
                                                             std::shared_ptr<Serving> serving);

}  // namespace warmline::http
