// Running the service until it is told to stop.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "config/config.hpp"
#include "gateway/app.hpp"
#include "gateway/async/awaitable.hpp"
#include "gateway/environment.hpp"
#include "gateway/http/listener.hpp"
#include "gateway/http/router.hpp"

namespace warmline {

struct Service {
  config::Config config;
  Environment environment;
  std::vector<http::Route> routes;  // besides those of the table
  // Once the database is open, before anything is served; on another thread than the loop's.
  std::function<void(store::Database&)> prepare;
  std::function<void()> announce;  // once everything is served
  // After the app has stopped, for what the caller runs beside it.
  std::function<async::asio::awaitable<void>()> stop_too;
};

// Runs `loop` until SIGTERM or SIGINT; then stops cleanly. A second signal ends at once. Where the
// database can't be opened it stands by (standby.hpp), and tries again until it can. Only one
// service has a database open at a time: another stands by. Lets the process open as many files as
// the system allows.
void run_until_signal(boost::asio::io_context& loop, const http::Listener& listener,
                      Service service);

}  // namespace warmline
