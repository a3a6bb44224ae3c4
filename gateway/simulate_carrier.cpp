#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "gateway/app.hpp"
#include "gateway/carriers/simulator/simulator.hpp"
#include "gateway/commands.hpp"

namespace warmline {
namespace {

constexpr std::chrono::seconds stop_longest{2};

}  // namespace

int simulate_carrier(const SimulatorOptions& options) {
  // Before any other thread of ours runs.
  // NOLINTNEXTLINE(concurrency-mt-unsafe)
  const char* token = std::getenv(options.auth_token_variable.c_str());
  if (!token || *token == '\0') {
    fmt::print(stderr, "warmline: the environment variable {} is not set\n",
               options.auth_token_variable);
    return exit_bad_configuration;
  }
  const auto colon = options.listen.rfind(':');
  const std::string host = options.listen.substr(0, colon);
  if (colon == std::string::npos || !config::is_loopback(host)) {
    fmt::print(stderr, "warmline: --listen needs a loopback address with a port: 127.0.0.1:0\n");
    return exit_bad_configuration;
  }
  const auto environment = real_environment();
  boost::asio::io_context loop(1);
  carriers::Simulator simulator(
      loop.get_executor(),
      {.listen = {host, static_cast<std::uint16_t>(std::stoul(options.listen.substr(colon + 1)))},
       .account_sid = options.account_sid,
       .auth_token = token,
       .numbers = {{options.number, options.message_url}},
       .receipts = {.delivered_after = std::chrono::milliseconds(options.receipt_after_ms)},
       .state_file = options.state,
       .retry_pauses = {.first = std::chrono::milliseconds(options.retry_pause_ms)},
       .now = environment.now,
       .random = environment.random},
      [log = environment.log](std::string_view where, std::exception_ptr) {
        log->error("failed: {}", where);
      });
  std::signal(SIGPIPE, SIG_IGN);
  boost::asio::signal_set signals(loop, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& cancelled, int) {
    if (cancelled) return;
    const auto stop = [](carriers::Simulator& running) -> async::asio::awaitable<void> {
      co_await running.stop(stop_longest);
    };
    boost::asio::co_spawn(loop, stop(simulator), boost::asio::detached);
  });
  simulator.start();
  fmt::print("simulator listening on {}\n", simulator.url());
  std::fflush(stdout);
  loop.run();
  return exit_done;
}

}  // namespace warmline
