#include <array>
#include <cstdio>
#include <fstream>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>

#include "gateway/app.hpp"
#include "gateway/carriers/simulator/simulator.hpp"
#include "gateway/commands.hpp"
#include "gateway/serve.hpp"
#include "gateway/staff_desk.hpp"

namespace warmline {
namespace {

constexpr std::string_view demo_password = "warmline-demo";
constexpr std::chrono::milliseconds receipt_after{400};
constexpr std::chrono::seconds simulator_stop_longest{1};

struct DemoStaff {
  std::string_view username;
  std::string_view name;
  routing::Role role;
};
constexpr std::array demo_staff{DemoStaff{"ana", "Ana", routing::Role::peer},
                                DemoStaff{"ben", "Ben", routing::Role::peer},
                                DemoStaff{"cora", "Cora", routing::Role::coordinator},
                                DemoStaff{"ada", "Ada", routing::Role::administrator}};

// The port has to be known before the service binds it: it is part of what webhooks are signed for.
std::uint16_t free_port() {
  boost::asio::io_context loop;
  const boost::asio::ip::tcp::acceptor probe(loop, {boost::asio::ip::address_v4::loopback(), 0});
  return probe.local_endpoint().port();
}

// The simulator's account token: made up once for each data folder.
void make_token_file(const std::filesystem::path& file, const Environment& environment) {
  if (std::filesystem::exists(file)) return;
  std::array<std::uint8_t, 16> bits{};
  environment.random(bits);
  std::ofstream out(file);
  for (const auto byte : bits) out << fmt::format("{:02x}", byte);
  out.close();
  std::filesystem::permissions(
      file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

carriers::Simulator::Settings simulator_settings(const config::Config& config,
                                                 const std::filesystem::path& data,
                                                 const Environment& environment) {
  const auto& carrier = config.carriers.front();
  carriers::Simulator::Settings settings{.account_sid = carrier.account_sid,
                                         .auth_token = carrier.auth_token.reveal(),
                                         .receipts = {.delivered_after = receipt_after},
                                         .state_file = data / "simulator.jsonl",
                                         .now = environment.now,
                                         .random = environment.random};
  for (const auto& line : config.lines) {
    settings.numbers.push_back(
        {line.number.dialable(),
         fmt::format("{}/webhooks/{}/message", config.server.public_url, carrier.name)});
  }
  return settings;
}

void add_demo_staff(store::Database& database) {
  for (const auto& member : demo_staff) {
    staff_desk::add(database,
                    {.username = std::string(member.username),
                     .name = std::string(member.name),
                     .role = member.role,
                     .languages = {"en"}},
                    std::string(demo_password));
  }
}

void announce(std::uint16_t port, const std::string& carrier) {
  fmt::print(
      "\n"
      "  The inbox:          http://127.0.0.1:{0}/\n"
      "  The pretend phone:  http://127.0.0.1:{0}/phone\n"
      "  The carrier:        {1} (simulated)\n"
      "\n"
      "  Sign in as ana or ben (peers), cora (coordinator) or ada (administrator). Password: {2}\n"
      "  Ctrl-C stops.\n\n",
      port, carrier, demo_password);
  std::fflush(stdout);
}

}  // namespace

int run_demo(const DemoOptions& options) {
  const auto environment = real_environment();
  std::filesystem::create_directories(options.data);
  const auto data = std::filesystem::canonical(options.data);
  make_token_file(data / "carrier.token", environment);

  const auto written = load_or_explain(options.config, {.directory = data});
  if (!written) return written.error();
  if (!config::is_loopback(written->server.listen.host)) {
    fmt::print(stderr,
               "warmline: {}: server.listen: the demo runs on loopback only, since everybody knows "
               "its passwords\n",
               options.config.string());
    return exit_bad_configuration;
  }
  const std::uint16_t port = options.port != 0 ? options.port : free_port();
  auto config =
      load_or_explain(options.config, {.directory = data,
                                       .listen = fmt::format("127.0.0.1:{}", port),
                                       .public_url = fmt::format("http://127.0.0.1:{}", port)});
  if (!config) return config.error();

  boost::asio::io_context loop(1);
  carriers::Simulator simulator(
      loop.get_executor(), simulator_settings(*config, data, environment),
      [log = environment.log](std::string_view where, std::exception_ptr) {
        log->error("the simulated carrier failed: {}", where);
      });
  config->carriers.front().api_url = simulator.url();
  const http::Listener listener({config->server.listen.host, config->server.listen.port});
  simulator.start();
  run_until_signal(loop, listener,
                   {.config = std::move(*config),
                    .environment = environment,
                    .routes = simulator.phone_routes(),
                    .prepare = add_demo_staff,
                    .announce = [&] { announce(listener.port(), simulator.url()); },
                    .stop_too = [&simulator]() -> async::asio::awaitable<void> {
                      co_await simulator.stop(simulator_stop_longest);
                    }});
  return exit_done;
}

}  // namespace warmline
