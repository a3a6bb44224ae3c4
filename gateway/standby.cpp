#include "gateway/standby.hpp"

#include <chrono>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/configured.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/rekey.hpp"
#include "gateway/routes.hpp"

namespace warmline {
namespace {

constexpr std::chrono::seconds serving_longest{4};
constexpr std::chrono::milliseconds last_requests_longest{200};

http::Response nothing_here() {
  return http::problem_response({routing::ProblemCode::store_unavailable, {}, {}});
}

async::asio::awaitable<http::Response> refuse(http::Request) {
  co_return nothing_here();
}

async::asio::awaitable<http::Response> alive(http::Request) {
  co_return http::text_response(200, "ok\n");
}

}  // namespace

Standby::Standby(boost::asio::io_context& loop, const config::Config& config,
                 const Environment& environment, const http::Listener& listener,
                 http::Limits limits)
    : loop_(loop),
      environment_(environment),
      spool_file_(store::Spool::path_of(config.store.path.string())),
      lines_(config.lines),
      carriers_(carriers_of(config)),
      carriers_by_name_(by_name(carriers_)),
      stopping_(loop.get_executor()),
      server_(loop.get_executor(), listener, limits, routes(),
              [log = environment.log](std::string_view where, std::exception_ptr failure) {
                log->error("{} failed: {}", where, words_of(std::move(failure)));
              }) {
  server_.start();
}

http::Router Standby::routes() {
  http::Router router;
  for (const auto& row : route_table()) {
    http::Handler handler = refuse;
    if (row.pattern == "/healthz") handler = alive;
    if (row.pattern == "/webhooks/{carrier}/message") {
      handler = [this](http::Request request) { return message(std::move(request)); };
    }
    if (row.pattern == "/readyz") {
      handler = [this](http::Request) -> async::asio::awaitable<http::Response> {
        co_return http::json_response(503, {{"ready", false}, {"reason", reason_}});
      };
    }
    router.add(http::Route{std::string(row.method), std::string(row.pattern), std::move(handler)});
  }
  router.set_fallback(refuse);
  return router;
}

async::asio::awaitable<http::Response> Standby::message(http::Request request) {
  if (!webhooks_) co_return nothing_here();
  co_return co_await webhooks_->message(std::move(request));
}

async::asio::awaitable<void> Standby::because(std::string reason, config::MasterKey key,
                                              bool may_spool) {
  if (reason_ != reason) environment_.log->error("not ready: {}", reason);
  reason_ = std::move(reason);
  if (!may_spool) co_return;
  const auto master = master_key(key);
  if (spool_) {
    if (!spool_->usable()) co_await spool_->open_again(master);
    co_return;
  }
  spool_ = std::make_unique<flows::TextSpool>(
      loop_.get_executor(), flows::TextSpool::Place{.file = spool_file_, .master = master},
      environment_.now, [log = environment_.log](const std::string& line) { log->warn(line); });
  webhooks_ = std::make_unique<webhooks::SpooledWebhooks>(
      lines_, *spool_, carriers_by_name_,
      [log = environment_.log](const std::string& line) { log->warn(line); });
}

async::asio::awaitable<void> Standby::stop() {
  // Whoever is in already is to be answered: their request may still be on its way.
  server_.leave_the_door();
  co_await stopping_.wait_for(last_requests_longest);
  co_await server_.stop(serving_longest);
  if (spool_) spool_->stop();
}

}  // namespace warmline
