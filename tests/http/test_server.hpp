// A real server on a loopback port, with its own loop thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "gateway/http/server.hpp"

namespace warmline::test {

namespace asio = boost::asio;

// Deadlines that no test reaches, looked at often; a test that is about one makes that one short.
http::Limits patient_limits();

class TestServer {
 public:
  explicit TestServer(http::Router router, http::Limits limits = patient_limits());
  ~TestServer();  // stops

  std::uint16_t port() const;
  // Begins to stop; the value says whether nothing had to be cut.
  std::future<bool> stop(std::chrono::milliseconds longest);
  void on_loop(std::function<void()> act);  // from any thread; waits for it
  std::vector<std::string> failures();      // "where: what", so far
  std::size_t failure_count() const;        // without a word with the loop
  std::size_t connections();
  // What a second server's constructor says of this address; empty when it can be had.
  std::string why_it_cannot_bind(http::ListenAddress address);
  // Spawns on the loop; what it throws is lost.
  void spawn(asio::awaitable<void> task);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A handler that answers "hello" to everything.
asio::awaitable<http::Response> hello(http::Request request);
// A router with GET /hello, POST /echo (the body back) and GET /broken (throws).
http::Router small_router();

}  // namespace warmline::test
