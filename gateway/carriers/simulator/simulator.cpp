#include "gateway/carriers/simulator/simulator.hpp"

#include "gateway/carriers/simulator/control_api.hpp"
#include "gateway/carriers/simulator/messages_api.hpp"
#include "gateway/carriers/simulator/phone_api.hpp"
#include "gateway/carriers/simulator/pictures.hpp"

namespace warmline::carriers {
namespace {

using simulator::Exchange;

http::Router router(const std::shared_ptr<Exchange>& exchange) {
  http::Router made;
  for (auto& route : simulator::messages_routes(exchange)) made.add(std::move(route));
  for (auto& route : simulator::control_routes(exchange)) made.add(std::move(route));
  for (auto& route : simulator::phone_routes(exchange)) made.add(std::move(route));
  made.set_fallback(simulator::messages_fallback());
  return made;
}

http::Router files_router(const std::shared_ptr<Exchange>& exchange) {
  http::Router made;
  for (auto& route : simulator::file_routes(exchange)) made.add(std::move(route));
  return made;
}

std::string url_of(const http::ListenAddress& listen, std::uint16_t port) {
  const bool v6 = listen.address.contains(':');
  return "http://" + (v6 ? '[' + listen.address + ']' : listen.address) + ':' +
         std::to_string(port);
}

}  // namespace

Simulator::Simulator(async::asio::any_io_executor loop, Settings settings,
                     http::Server::OnFailure on_failure)
    : exchange_(std::make_shared<Exchange>(loop, settings, on_failure)),
      server_(loop, settings.listen, http::Limits{}, router(exchange_), on_failure),
      files_(loop, {settings.listen.address, 0}, http::Limits{}, files_router(exchange_),
             on_failure),
      url_(url_of(settings.listen, server_.port())) {
  exchange_->set_origins(url_, url_of(settings.listen, files_.port()));
}

void Simulator::start() {
  exchange_->resume();
  server_.start();
  files_.start();
}

async::asio::awaitable<bool> Simulator::stop(std::chrono::steady_clock::duration longest) {
  // In this order: an answer that hangs ends at the stop signal.
  const bool tasks_ended = co_await exchange_->stop(longest);
  const bool requests_ended = co_await server_.stop(longest);
  const bool files_ended = co_await files_.stop(longest);
  co_return tasks_ended&& requests_ended&& files_ended;
}

std::vector<http::Route> Simulator::phone_routes() const {
  return simulator::phone_routes(exchange_);
}

}  // namespace warmline::carriers
