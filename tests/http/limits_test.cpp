#include <cstdio>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/http/test_server.hpp"
#include "tests/support/http_client.hpp"

namespace asio = boost::asio;
using namespace warmline;
using namespace std::chrono_literals;
using test::HttpClient;
using test::TestServer;

namespace {

std::string chunk(std::size_t bytes) {
  char size[32];
  std::snprintf(size, sizeof size, "%zx\r\n", bytes);
  return size + std::string(bytes, 'x') + "\r\n";
}

}  // namespace

TEST_CASE("a body of exactly the limit is taken, one more byte is 413, announced or chunked") {
  TestServer server(test::small_router());
  const std::size_t limit = 64UZ * 1024;
  HttpClient client(server.port());
  CHECK(client.request("POST", "/echo", {}, std::string(limit, 'x')).body.size() == limit);

  // Refused by its announcement alone: the client has sent no byte of it.
  HttpClient announced(server.port());
  announced.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n");
  CHECK(announced.read_reply()->status == 413);

  HttpClient sent(server.port());
  const auto reply = sent.request("POST", "/echo", {}, std::string(limit + 1, 'x'));
  CHECK(reply.status == 413);
  CHECK(reply.header("Connection") == "close");

  const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  HttpClient chunked(server.port());
  chunked.send(head + chunk(limit / 2) + chunk(limit / 2) + "0\r\n\r\n");
  CHECK(chunked.read_reply()->body.size() == limit);
  HttpClient too_much(server.port());
  too_much.send(head + chunk(limit / 2) + chunk(limit / 2) + chunk(1) + "0\r\n\r\n");
  CHECK(too_much.read_reply()->status == 413);
  HttpClient at_once(server.port());
  at_once.send(head + "ffffffffffffffff\r\n");
  CHECK(at_once.read_reply()->status == 413);
}

TEST_CASE("a client still sending a body that is refused can read why") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 400000\r\n\r\n");
  client.send(std::string(400'000, 'x'));
  CHECK(client.read_reply()->status == 413);
}

TEST_CASE("a header over the limit is 431, in one line, in many, or byte by byte") {
  TestServer server(test::small_router());
  const std::string begin = "GET /hello HTTP/1.1\r\nHost: x\r\n";
  HttpClient one_line(server.port());
  one_line.send(begin + "X: " + std::string(9000, 'x') + "\r\n\r\n");
  CHECK(one_line.read_reply()->status == 431);

  HttpClient endless(server.port());
  endless.send(begin + "X: " + std::string(100'000, 'x'));
  CHECK(endless.read_reply()->status == 431);

  HttpClient long_target(server.port());
  long_target.send("GET /" + std::string(9000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(long_target.read_reply()->status == 431);

  // Each line is read on its own; together they are too many.
  HttpClient line_by_line(server.port());
  line_by_line.send(begin);
  for (int i = 0; i < 200; ++i) line_by_line.send("X-Line: " + std::string(90, 'x') + "\r\n");
  line_by_line.send("\r\n");
  CHECK(line_by_line.read_reply()->status == 431);

  HttpClient fine(server.port());
  fine.send(begin + "X: " + std::string(7000, 'x') + "\r\n\r\n");
  CHECK(fine.read_reply()->status == 200);
}

TEST_CASE("an endless chunk line or trailer is refused") {
  TestServer server(test::small_router());
  const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  HttpClient chunk_line(server.port());
  chunk_line.send(head + "1;" + std::string(100'000, 'x'));
  CHECK(chunk_line.read_reply()->status == 400);
  HttpClient trailer(server.port());
  trailer.send(head + "0\r\nX: " + std::string(100'000, 'x'));
  const auto status = trailer.read_reply()->status;
  CHECK((status == 400 || status == 431));
}

TEST_CASE("a request that takes too long is 408, while others are served") {
  http::Limits limits = test::patient_limits();
  limits.request_deadline = 200ms;
  TestServer server(test::small_router(), limits);
  HttpClient slow_header(server.port());
  HttpClient slow_body(server.port());
  HttpClient quick(server.port());
  slow_header.send("GET /hel");
  slow_body.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhi");
  CHECK(quick.request("GET", "/hello").status == 200);
  CHECK(slow_header.read_reply()->status == 408);
  CHECK(slow_header.closed_by_server());
  CHECK(slow_body.read_reply()->status == 408);
  CHECK(slow_body.closed_by_server());
  CHECK(quick.request("GET", "/hello").status == 200);
}

TEST_CASE("single bytes do not stretch the deadline of a request") {
  http::Limits limits = test::patient_limits();
  limits.request_deadline = 200ms;
  TestServer server(test::small_router(), limits);
  HttpClient slow(server.port());
  slow.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n");
  // A byte for each round trip of somebody else, until the server has enough of it.
  HttpClient other(server.port());
  for (int i = 0; i < 60'000 && server.connections() == 2; ++i) {
    if (!slow.send("x")) break;
    CHECK(other.request("GET", "/hello").status == 200);
  }
  CHECK(slow.read_reply()->status == 408);
}

TEST_CASE("a connection that is idle for too long is closed without a word") {
  http::Limits limits = test::patient_limits();
  limits.idle_deadline = 100ms;
  TestServer server(test::small_router(), limits);
  HttpClient silent(server.port());
  HttpClient used(server.port());
  CHECK(used.request("GET", "/hello").status == 200);
  CHECK(silent.closed_by_server());
  CHECK(used.closed_by_server());
}

TEST_CASE("a client that does not read its answer is cut") {
  http::Limits limits = test::patient_limits();
  limits.write_deadline = 200ms;
  http::Router router = test::small_router();
  router.add(http::Route{"GET", "/large", [](http::Request) -> asio::awaitable<http::Response> {
                           co_return http::text_response(200, std::string(16'000'000, 'x'));
                         }});
  TestServer server(std::move(router), limits);
  HttpClient greedy(server.port(), 4096);
  greedy.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  greedy.wire().receive(10);
  HttpClient other(server.port());
  CHECK(other.request("GET", "/hello").status == 200);
  while (server.connections() > 1) CHECK(other.request("GET", "/hello").status == 200);
  CHECK(server.connections() == 1);
}

TEST_CASE("one connection too many is told 503, and served once there is room") {
  http::Limits limits = test::patient_limits();
  limits.connections_max = 2;
  limits.refusals_max = 1;
  TestServer server(test::small_router(), limits);
  {
    HttpClient first(server.port());
    HttpClient second(server.port());
    CHECK(first.request("GET", "/hello").status == 200);
    CHECK(second.request("GET", "/hello").status == 200);
    HttpClient third(server.port());
    CHECK(third.read_reply()->status == 503);
    // The third is still there to be read from: one more is not even told.
    HttpClient fourth(server.port());
    CHECK(fourth.closed_by_server());
    CHECK(first.request("GET", "/hello").status == 200);
  }
  while (server.connections() > 0) {
  }
  HttpClient later(server.port());
  CHECK(later.request("GET", "/hello").status == 200);
}

TEST_CASE("out of file descriptors, the server says so once, waits, and goes on") {
  TestServer server(test::small_router());
  HttpClient before(server.port());
  CHECK(before.request("GET", "/hello").status == 200);

  rlimit old{};
  getrlimit(RLIMIT_NOFILE, &old);
  HttpClient waiting(server.port());
  CHECK(waiting.request("GET", "/hello").status == 200);
  // The next descriptor anybody gets here is this one; it becomes the first that is not allowed.
  const int next = fcntl(before.wire().fd(), F_DUPFD_CLOEXEC, 0);
  close(next);
  // One socket for the client, made before; the server's side of it does not fit any more.
  const rlimit none_left{.rlim_cur = static_cast<rlim_t>(next) + 1, .rlim_max = old.rlim_max};
  setrlimit(RLIMIT_NOFILE, &none_left);
  HttpClient starved(server.port());
  starved.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  // Nothing but this until there are descriptors again: UBSan wants one now and then.
  while (server.failure_count() == 0) {
  }
  setrlimit(RLIMIT_NOFILE, &old);
  CHECK(starved.read_reply()->status == 200);
  CHECK(before.request("GET", "/hello").status == 200);
  REQUIRE(server.failures().size() == 1);
  CHECK(server.failures().front().starts_with("accepting connections: "));
}

TEST_CASE("an address in use, or not one, is refused with words that name it") {
  TestServer server(test::small_router());
  CHECK(server.why_it_cannot_bind({"127.0.0.1", server.port()}) ==
        "can't listen on 127.0.0.1 port " + std::to_string(server.port()) +
            ": Address already in use");
  CHECK(server.why_it_cannot_bind({"localhost", 0}) == "localhost is not an IP address");
}
