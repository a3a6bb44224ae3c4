#include <future>
#include <memory>
#include <stdexcept>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/http/test_server.hpp"
#include "tests/support/websocket_client.hpp"

namespace asio = boost::asio;
using namespace warmline;
using namespace std::chrono_literals;
using test::Frame;
using test::TestServer;
using test::WebSocketClient;

namespace {

using Serve = std::function<asio::awaitable<void>(std::shared_ptr<http::WebSocket>)>;

http::Router live_router(Serve serve) {
  http::Router router = test::small_router();
  router.add(http::LiveRoute{"/live/{name}",
                             [serve](http::Request request) -> asio::awaitable<http::Upgrade> {
                               if (request.path_values["name"] == "broken")
                                 throw std::runtime_error("can't admit");
                               if (request.query("token") != "let-me-in") {
                                 co_return http::Upgrade{http::text_response(401, "no"), {}};
                               }
                               co_return http::Upgrade{{}, serve};
                             }});
  return router;
}

asio::awaitable<void> echo(std::shared_ptr<http::WebSocket> socket) {
  while (auto text = co_await socket->receive()) {
    if (*text == "leave") co_return;
    if (*text == "break") throw std::runtime_error("a broken feed");
    if (!co_await socket->send("echo " + *text)) co_return;
  }
}

constexpr auto door = "/live/feed?token=let-me-in";

}  // namespace

TEST_CASE("texts go both ways, and the handshake is the RFC's own example") {
  TestServer server(live_router(echo));
  WebSocketClient client(server.port(), door);
  CHECK(client.handshake.status == 101);
  CHECK(client.handshake.header("Sec-WebSocket-Accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  CHECK(client.handshake.header("Sec-WebSocket-Extensions").empty());
  CHECK(client.handshake.header("Server").empty());
  for (int i = 0; i < 100; ++i) {
    client.send(std::to_string(i));
    CHECK(client.receive() == "echo " + std::to_string(i));
  }
  client.send(std::string(16'000, 'x'));
  CHECK(client.receive()->size() == 16'005);
}

TEST_CASE("a live route may refuse with a plain answer, and the connection stays usable") {
  TestServer server(live_router(echo));
  WebSocketClient refused(server.port(), "/live/feed");
  CHECK(refused.handshake.status == 401);
  CHECK(refused.handshake.body == "no");
  CHECK(refused.http().request("GET", "/hello").status == 200);
}

TEST_CASE("a live route that refuses HEAD sends no body, and the connection stays usable") {
  TestServer server(live_router(echo));
  test::HttpClient client(server.port());
  const auto refused = client.request("HEAD", "/live/feed",
                                      {{"Connection", "Upgrade"},
                                       {"Upgrade", "websocket"},
                                       {"Sec-WebSocket-Version", "13"},
                                       {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}});
  CHECK(refused.status == 401);
  CHECK(client.take_unread().empty());
  CHECK(client.request("GET", "/hello").status == 200);
}

TEST_CASE("a live route asked without an upgrade is 426, with a broken handshake 400") {
  TestServer server(live_router(echo));
  test::HttpClient plain(server.port());
  const auto reply = plain.request("GET", door);
  CHECK(reply.status == 426);
  CHECK(reply.header("Upgrade") == "websocket");
  CHECK(plain.request("POST", door, {}, "x").status == 405);

  test::HttpClient keyless(server.port());
  const auto broken =
      keyless.request("GET", door, {{"Connection", "Upgrade"}, {"Upgrade", "websocket"}});
  CHECK(broken.status == 400);
}

TEST_CASE("a live route that throws is 500 and reported") {
  TestServer server(live_router(echo));
  WebSocketClient client(server.port(), "/live/broken");
  CHECK(client.handshake.status == 500);
  CHECK(server.failures() == std::vector<std::string>{"/live/{name}: can't admit"});
}

TEST_CASE("the server closes normally when serving ends, and with 1011 when it breaks") {
  TestServer server(live_router(echo));
  WebSocketClient leaves(server.port(), door);
  leaves.send("leave");
  CHECK(leaves.receive_frame()->close_code() == 1000);

  WebSocketClient breaks(server.port(), door);
  breaks.send("break");
  CHECK(breaks.receive_frame()->close_code() == 1011);
  CHECK(server.failures() == std::vector<std::string>{"/live/{name}: a broken feed"});
}

TEST_CASE("a client's goodbye is answered, and its reset ends the serving") {
  std::promise<void> first_ended;
  std::promise<void> second_ended;
  int ended = 0;
  TestServer server(
      live_router([&](std::shared_ptr<http::WebSocket> socket) -> asio::awaitable<void> {
        while (co_await socket->receive()) {
        }
        (++ended == 1 ? first_ended : second_ended).set_value();
      }));
  WebSocketClient polite(server.port(), door);
  polite.send_frame(Frame::close, std::string("\x03\xe8", 2));
  CHECK(polite.receive_frame()->close_code() == 1000);
  CHECK_FALSE(polite.receive_frame());
  polite.http().wire().half_close();
  first_ended.get_future().get();

  WebSocketClient rude(server.port(), door);
  rude.http().wire().reset();
  second_ended.get_future().get();
  CHECK(server.failures().empty());
}

TEST_CASE("too large a message is closed with 1009, a binary one with 1003") {
  TestServer server(live_router(echo));
  WebSocketClient large(server.port(), door);
  large.send(std::string(16'385, 'x'));
  CHECK(large.receive_frame()->close_code() == 1009);
  WebSocketClient binary(server.port(), door);
  binary.send_frame(Frame::binary, "x");
  CHECK(binary.receive_frame()->close_code() == 1003);
}

TEST_CASE("a client that does not read is cut, while another is served") {
  http::Limits limits = test::patient_limits();
  limits.write_deadline = 200ms;
  std::promise<bool> flooded;
  TestServer server(
      live_router([&](std::shared_ptr<http::WebSocket> socket) -> asio::awaitable<void> {
        const auto first = co_await socket->receive();
        if (first != "flood") co_return co_await echo(socket);
        bool took_it_all = true;
        for (int i = 0; i < 1000 && took_it_all; ++i) {
          took_it_all = co_await socket->send(std::string(64UZ * 1024, 'x'));
        }
        flooded.set_value(took_it_all);
      }),
      limits);
  WebSocketClient slow(server.port(), door, {}, 4096);
  WebSocketClient quick(server.port(), door);
  slow.send("flood");
  quick.send("hello");
  quick.send("1");
  CHECK(quick.receive() == "echo 1");
  CHECK_FALSE(flooded.get_future().get());
  quick.send("2");
  CHECK(quick.receive() == "echo 2");
}

TEST_CASE("a client that says nothing is pinged, and closed when it does not answer") {
  http::Limits limits = test::patient_limits();
  limits.websocket_idle_deadline = 200ms;
  std::promise<void> ended;
  TestServer server(
      live_router([&](std::shared_ptr<http::WebSocket> socket) -> asio::awaitable<void> {
        while (co_await socket->receive()) {
        }
        ended.set_value();
      }),
      limits);
  WebSocketClient client(server.port(), door);
  const auto ping = client.receive_frame();
  REQUIRE(ping);
  CHECK(ping->kind == Frame::ping);
  client.send_frame(Frame::pong, ping->payload);
  CHECK(client.receive_frame()->kind == Frame::ping);
  while (client.receive_frame()) {
  }
  ended.get_future().get();
}

TEST_CASE("sending and receiving go on at once, and a close from elsewhere ends both") {
  std::promise<void> ended;
  TestServer* running = nullptr;
  TestServer server(
      live_router([&](std::shared_ptr<http::WebSocket> socket) -> asio::awaitable<void> {
        auto floods = [](std::shared_ptr<http::WebSocket> to) -> asio::awaitable<void> {
          while (co_await to->send("tick")) {
          }
        };
        running->spawn(floods(socket));
        int received = 0;
        while (co_await socket->receive()) {
          if (++received == 100) co_await socket->close(http::CloseCode::policy, "enough");
        }
        ended.set_value();
      }));
  running = &server;
  WebSocketClient client(server.port(), door);
  for (int i = 0; i < 100; ++i) {
    client.send("tock");
    CHECK(client.receive() == "tick");
  }
  auto frame = client.receive_frame();
  while (frame && frame->kind == Frame::text) frame = client.receive_frame();
  REQUIRE(frame);
  CHECK(frame->close_code() == 1008);
  client.send_frame(Frame::close, frame->payload);
  client.http().wire().half_close();
  ended.get_future().get();
}
