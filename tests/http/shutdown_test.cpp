#include <future>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <doctest/doctest.h>

#include "gateway/async/wakeup.hpp"
#include "tests/http/test_server.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/websocket_client.hpp"

namespace asio = boost::asio;
using namespace warmline;
using namespace std::chrono_literals;
using test::HttpClient;
using test::TestServer;

namespace {

// A handler that says when it is in, and waits to be let out.
struct Gate {
  std::promise<void> entered;
  std::optional<async::Wakeup> open;  // made and used on the loop

  http::Router router() {
    http::Router routes = test::small_router();
    routes.add(http::Route{"GET", "/waits", [this](http::Request) { return answer(); }});
    return routes;
  }
  asio::awaitable<http::Response> answer() {
    open.emplace(co_await asio::this_coro::executor);
    entered.set_value();
    co_await open->wait();
    co_return http::text_response(200, "let out");
  }
};

}  // namespace

TEST_CASE("stopping closes idle connections, lets a request in hand be answered, accepts nobody") {
  Gate gate;
  TestServer server(gate.router());
  HttpClient idle(server.port());
  CHECK(idle.request("GET", "/hello").status == 200);
  HttpClient untouched(server.port());
  HttpClient in_hand(server.port());
  in_hand.send("GET /waits HTTP/1.1\r\nHost: x\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  gate.entered.get_future().get();

  auto stopped = server.stop(60s);
  CHECK(idle.closed_by_server());
  CHECK(untouched.closed_by_server());
  CHECK_THROWS(HttpClient(server.port()));
  server.on_loop([&] { gate.open->wake(); });
  const auto reply = in_hand.read_reply();
  REQUIRE(reply);
  CHECK(reply->body == "let out");
  CHECK(reply->header("Connection") == "close");
  // What was sent on ahead is not begun any more.
  CHECK_FALSE(in_hand.read_reply());
  in_hand.wire().half_close();
  CHECK(stopped.get());
}

TEST_CASE("a request that is still arriving when the stop begins is answered too") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  HttpClient other(server.port());
  CHECK(other.request("GET", "/hello").status == 200);
  client.send(
      "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  CHECK(client.read_reply()->status == 100);
  auto stopped = server.stop(60s);
  CHECK(other.closed_by_server());
  client.send("late");
  CHECK(client.read_reply()->body == "late");
  client.wire().half_close();
  CHECK(stopped.get());
}

TEST_CASE("what does not end in time is cut") {
  Gate gate;
  http::Limits limits = test::patient_limits();
  limits.linger_deadline = 50ms;
  TestServer server(gate.router(), limits);
  HttpClient client(server.port());
  client.send("GET /waits HTTP/1.1\r\nHost: x\r\n\r\n");
  gate.entered.get_future().get();
  CHECK_FALSE(server.stop(50ms).get());
  CHECK(client.closed_by_server());
  server.on_loop([&] { gate.open->wake(); });
}

TEST_CASE("stopping says goodbye to WebSockets") {
  http::Router router;
  router.add(http::LiveRoute{
      "/live", [](http::Request) -> asio::awaitable<http::Upgrade> {
        co_return http::Upgrade{
            {}, [](std::shared_ptr<http::WebSocket> socket) -> asio::awaitable<void> {
              while (co_await socket->receive()) {
              }
            }};
      }});
  TestServer server(std::move(router));
  test::WebSocketClient client(server.port(), "/live");
  CHECK(client.handshake.status == 101);
  auto stopped = server.stop(60s);
  const auto frame = client.receive_frame();
  REQUIRE(frame);
  CHECK(frame->kind == test::Frame::close);
  CHECK(frame->close_code() == 1001);
  client.send_frame(test::Frame::close, frame->payload);
  CHECK_FALSE(client.receive_frame());
  client.http().wire().half_close();
  CHECK(stopped.get());
}
