#include "gateway/serve.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "gateway/commands.hpp"

namespace warmline {
namespace {

using async::asio::awaitable;

constexpr std::chrono::milliseconds cut_longest{250};

awaitable<void> stop_all(App& app, std::function<awaitable<void>()> stop_too) {
  co_await app.stop();
  if (stop_too) co_await stop_too();
}

}  // namespace

void run_until_signal(boost::asio::io_context& loop, App& app,
                      const std::function<void()>& announce,
                      std::function<awaitable<void>()> stop_too) {
  // A peer that hangs up while we write to it is an error of that write, not the end of us.
  std::signal(SIGPIPE, SIG_IGN);
  boost::asio::signal_set signals(loop, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& cancelled, int) {
    if (cancelled) return;
    signals.async_wait([](const boost::system::error_code& gone, int) {
      if (!gone) std::_Exit(exit_failed);
    });
    boost::asio::co_spawn(loop, stop_all(app, std::move(stop_too)),
                          [&](std::exception_ptr failure) {
                            signals.cancel();
                            loop.stop();
                            if (failure) std::rethrow_exception(failure);
                          });
  });
  app.start();
  announce();
  loop.run();
  // What was cut ends here. A send to a carrier that never answers goes with the loop instead: it
  // would hold us for as long as its own deadline.
  loop.restart();
  loop.run_for(cut_longest);
}

int serve(const std::filesystem::path& config_file) {
  auto config = load_or_explain(config_file);
  if (!config) return config.error();
  const auto environment = real_environment();
  ensure_master_key(*config, environment);
  boost::asio::io_context loop(1);
  App app(loop, *config, environment, {});
  run_until_signal(loop, app, [&] {
    fmt::print("warmline is listening on {}:{} for {}\n", config->server.listen.host, app.port(),
               config->server.public_url);
    std::fflush(stdout);
  });
  return exit_done;
}

}  // namespace warmline
