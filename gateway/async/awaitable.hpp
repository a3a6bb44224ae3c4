// boost::asio::awaitable, made to compile: Boost 1.74's header uses std::exchange without bringing
// <utility>. Include this instead of <boost/asio/awaitable.hpp>.
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>

namespace warmline::async {

namespace asio = boost::asio;

}  // namespace warmline::async
