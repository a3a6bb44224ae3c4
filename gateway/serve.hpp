// Running the service until it is told to stop.
#pragma once

#include <functional>

#include <boost/asio/io_context.hpp>

#include "gateway/app.hpp"

namespace warmline {

// Starts `app`, says so through `announce`, and runs `loop` until SIGTERM or SIGINT; then stops
// cleanly. A second signal ends at once. `stop_too` goes on after the app has stopped, for what the
// caller runs beside it.
void run_until_signal(boost::asio::io_context& loop, App& app,
                      const std::function<void()>& announce,
                      std::function<async::asio::awaitable<void>()> stop_too = {});

}  // namespace warmline
