// A small carrier that runs here, on a port of its own, and speaks Twilio's protocol both ways:
// signed webhooks in, Messages.json out, receipts. The demo, tests and benchmarks use it; the
// service can't tell it from the real one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gateway/carriers/simulator/exchange.hpp"
#include "gateway/http/router.hpp"
#include "gateway/http/server.hpp"

namespace warmline::carriers {

// Loop thread only.
class Simulator {
 public:
  using Settings = simulator::Settings;

  // Binds; throws std::runtime_error when it can't, or when the state file can't be opened,
  // std::invalid_argument for settings that lack what is required. `on_failure` as in http::Server.
  Simulator(async::asio::any_io_executor loop, Settings settings,
            http::Server::OnFailure on_failure);

  std::uint16_t port() const { return server_.port(); }
  // What a carrier's api_url is here: "http://127.0.0.1:PORT".
  std::string url() const { return url_; }

  void start();
  // Lets what is in hand finish for up to `longest`. True: nothing had to be cut.
  async::asio::awaitable<bool> stop(std::chrono::steady_clock::duration longest);

  // Adds a number of the account and its webhook, or changes it; for when that URL holds a port
  // that is not known before this is made.
  void own(simulator::OwnedNumber number) { exchange_->own(std::move(number)); }

  // A phone texts a line. Ends when the line's webhook has answered, or the tries are used up.
  async::asio::awaitable<routing::Result<simulator::Texted>> text_from(
      std::string phone, std::string to, std::string body, std::vector<routing::Media> media = {}) {
    return exchange_->text_from(std::move(phone), std::move(to), std::move(body), std::move(media));
  }

  // All texts, oldest first; and who is opted out.
  const simulator::History& history() const { return exchange_->history(); }
  // How to make it misbehave from now on.
  simulator::Faults& faults() { return exchange_->faults(); }

  // The pretend phone, to be served somewhere else too: everything under /phone.
  std::vector<http::Route> phone_routes() const;

 private:
  std::shared_ptr<simulator::Exchange> exchange_;
  http::Server server_;
  http::Server files_;  // as Twilio keeps them elsewhere than its API
  std::string url_;
};

}  // namespace warmline::carriers
