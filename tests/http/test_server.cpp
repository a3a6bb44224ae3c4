#include "tests/http/test_server.hpp"

#include <atomic>
#include <exception>
#include <stdexcept>
#include <thread>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

namespace warmline::test {

struct TestServer::State {
  State(http::Router router, http::Limits limits)
      : server(loop.get_executor(), {}, limits, std::move(router),
               [this](std::string_view where, std::exception_ptr failure) {
                 failures.emplace_back(where, std::move(failure));
                 ++failure_count;
               }) {}

  asio::io_context loop{1};
  std::vector<std::pair<std::string, std::exception_ptr>> failures;  // loop thread only
  std::atomic<std::size_t> failure_count = 0;
  http::Server server;
  std::thread thread;
};

TestServer::TestServer(http::Router router, http::Limits limits)
    : state_(std::make_unique<State>(std::move(router), limits)) {
  state_->server.start();
  state_->thread = std::thread([this] {
    const auto work = asio::make_work_guard(state_->loop);
    state_->loop.run();
  });
}

TestServer::~TestServer() {
  stop(std::chrono::seconds(10)).get();
  state_->loop.stop();
  state_->thread.join();
}

std::uint16_t TestServer::port() const {
  return state_->server.port();
}

std::future<bool> TestServer::stop(std::chrono::milliseconds longest) {
  return asio::co_spawn(state_->loop, state_->server.stop(longest), asio::use_future);
}

void TestServer::on_loop(std::function<void()> act) {
  std::promise<void> done;
  asio::post(state_->loop, [&] {
    act();
    done.set_value();
  });
  done.get_future().get();
}

std::vector<std::string> TestServer::failures() {
  std::vector<std::string> told;
  on_loop([&] {
    for (const auto& [where, failure] : state_->failures) {
      try {
        std::rethrow_exception(failure);
      } catch (const std::exception& error) {
        told.push_back(where + ": " + error.what());
      }
    }
  });
  return told;
}

std::size_t TestServer::failure_count() const {
  return state_->failure_count;
}

std::size_t TestServer::connections() {
  std::size_t count = 0;
  on_loop([&] { count = state_->server.connections(); });
  return count;
}

std::string TestServer::why_it_cannot_bind(http::ListenAddress address) {
  std::string why;
  on_loop([&] {
    try {
      const http::Server second(state_->loop.get_executor(), address, {}, {}, {});
    } catch (const std::runtime_error& failure) {
      why = failure.what();
    }
  });
  return why;
}

void TestServer::spawn(asio::awaitable<void> task) {
  asio::co_spawn(state_->loop, std::move(task), asio::detached);
}

http::Limits patient_limits() {
  http::Limits limits;
  limits.request_deadline = std::chrono::seconds(60);
  limits.idle_deadline = std::chrono::seconds(60);
  limits.write_deadline = std::chrono::seconds(60);
  limits.websocket_idle_deadline = std::chrono::seconds(60);
  limits.sweep_interval = std::chrono::milliseconds(5);
  limits.accept_pause = std::chrono::milliseconds(5);
  return limits;
}

asio::awaitable<http::Response> hello(http::Request) {
  co_return http::text_response(200, "hello");
}

http::Router small_router() {
  http::Router router;
  router.add(http::Route{"GET", "/hello", hello});
  router.add(
      http::Route{"POST", "/echo", [](http::Request request) -> asio::awaitable<http::Response> {
                    co_return http::text_response(200, std::move(request.body));
                  }});
  router.add(http::Route{"GET", "/broken", [](http::Request) -> asio::awaitable<http::Response> {
                           throw std::runtime_error("a broken handler");
                           co_return http::Response{};
                         }});
  return router;
}

}  // namespace warmline::test
