// One TCP connection that speaks HTTP/1.1. Included by .cpp files of this folder only.
#pragma once

#include <memory>

#include <boost/asio/ip/tcp.hpp>

#include "gateway/async/awaitable.hpp"
#include "gateway/http/connection.hpp"

namespace warmline::http {

// Answers one request after the other until either side is done, then closes.
asio::awaitable<void> serve_connection(asio::ip::tcp::socket socket,
                                       std::shared_ptr<Serving> serving);

// For one connection too many: says so (503), and closes.
asio::awaitable<void> refuse_connection(asio::ip::tcp::socket socket,
                                        std::shared_ptr<Serving> serving);

}  // namespace warmline::http
