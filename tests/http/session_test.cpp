#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/async/overload.hpp"
#include "tests/http/test_server.hpp"
#include "tests/support/http_client.hpp"

namespace asio = boost::asio;
using namespace warmline;
using test::HttpClient;
using test::TestServer;

namespace {

std::string code_of(const test::Reply& reply) {
  return nlohmann::json::parse(reply.body).at("code").get<std::string>();
}

}  // namespace

TEST_CASE("one connection carries many requests, one after the other") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    const auto reply = client.request("GET", "/hello");
    CHECK(reply.status == 200);
    CHECK(reply.body == "hello");
    CHECK(reply.header("Connection") == "keep-alive");
  }
}

TEST_CASE("every response says nosniff, no-referrer, no-store, and not who made it") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  const auto reply = client.request("GET", "/hello");
  CHECK(reply.header("X-Content-Type-Options") == "nosniff");
  CHECK(reply.header("Referrer-Policy") == "no-referrer");
  CHECK(reply.header("Cache-Control") == "no-store");
  CHECK(reply.header("Server").empty());
}

TEST_CASE("requests sent at once are answered in order") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  std::string requests;
  for (int i = 0; i < 50; ++i) {
    const std::string body = "number " + std::to_string(i);
    requests += "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body;
  }
  client.send(requests);
  for (int i = 0; i < 50; ++i) {
    const auto reply = client.read_reply();
    REQUIRE(reply);
    CHECK(reply->body == "number " + std::to_string(i));
  }
}

TEST_CASE("a request that arrives byte by byte is answered, and others meanwhile") {
  TestServer server(test::small_router());
  HttpClient slow(server.port());
  HttpClient quick(server.port());
  const std::string request = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nslow";
  for (const char byte : request) {
    slow.send({&byte, 1});
    CHECK(quick.request("GET", "/hello").status == 200);
  }
  CHECK(slow.read_reply()->body == "slow");
}

TEST_CASE("a chunked body arrives whole, and its trailer is not taken for a header") {
  http::Router router;
  router.add(http::Route{"POST", "/", [](http::Request request) -> asio::awaitable<http::Response> {
                           const bool trailer = request.header("X-Late").has_value();
                           co_return http::text_response(trailer ? 500 : 200, request.body);
                         }});
  TestServer server(std::move(router));
  HttpClient client(server.port());
  client.send(
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\nhello\r\n6;note=1\r\n world\r\n0\r\nX-Late: yes\r\n\r\n");
  const auto reply = client.read_reply();
  REQUIRE(reply);
  CHECK(reply->status == 200);
  CHECK(reply->body == "hello world");
  CHECK(client.request("POST", "/", {}, "again").body == "again");
}

TEST_CASE("HEAD is answered as GET, without the body") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  const auto reply = client.request("HEAD", "/hello");
  CHECK(reply.status == 200);
  CHECK(reply.header("Content-Length") == "5");
  CHECK(client.request("GET", "/hello").body == "hello");
}

TEST_CASE("an unknown path is 404, a wrong method 405 with what is allowed") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  const auto missing = client.request("GET", "/nowhere");
  CHECK(missing.status == 404);
  CHECK(missing.header("Content-Type") == "application/problem+json");
  CHECK(code_of(missing) == "not_found");
  const auto wrong = client.request("DELETE", "/hello");
  CHECK(wrong.status == 405);
  CHECK(wrong.header("Allow") == "GET, HEAD");
  CHECK(code_of(wrong) == "method_not_allowed");
}

TEST_CASE("a handler that throws is 500 once reported, and the connection lives on") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  const auto reply = client.request("GET", "/broken?name=secret");
  CHECK(reply.status == 500);
  CHECK(code_of(reply) == "internal");
  CHECK(reply.body.find("broken handler") == std::string::npos);
  CHECK(server.failures() == std::vector<std::string>{"/broken: a broken handler"});
  CHECK(client.request("GET", "/hello").status == 200);
}

TEST_CASE("an overloaded or stopped part is 503, and no failure") {
  http::Router router;
  router.add(http::Route{"GET", "/full", [](http::Request) -> asio::awaitable<http::Response> {
                           throw async::Overloaded("full");
                           co_return http::Response{};
                         }});
  router.add(http::Route{"GET", "/stopped", [](http::Request) -> asio::awaitable<http::Response> {
                           throw async::Stopped("stopped");
                           co_return http::Response{};
                         }});
  TestServer server(std::move(router));
  HttpClient client(server.port());
  const auto full = client.request("GET", "/full");
  CHECK(full.status == 503);
  CHECK(code_of(full) == "store_full");
  const auto stopped = client.request("GET", "/stopped");
  CHECK(stopped.status == 503);
  CHECK(code_of(stopped) == "stopping");
  CHECK(server.failures().empty());
}

TEST_CASE("a response header that would break out of its line becomes a 500") {
  http::Router router;
  router.add(http::Route{"GET", "/", [](http::Request) -> asio::awaitable<http::Response> {
                           http::Response response = http::text_response(200, "hello");
                           response.set("X-Name", "a\r\nSet-Cookie: b=c");
                           co_return response;
                         }});
  TestServer server(std::move(router));
  HttpClient client(server.port());
  const auto reply = client.request("GET", "/");
  CHECK(reply.status == 500);
  CHECK(reply.header("Set-Cookie").empty());
  CHECK(server.failures().size() == 1);
}

TEST_CASE("Connection: close and HTTP/1.0 are closed after the answer") {
  TestServer server(test::small_router());
  HttpClient closes(server.port());
  const auto reply = closes.request("GET", "/hello", {{"Connection", "close"}});
  CHECK(reply.body == "hello");
  CHECK(reply.header("Connection") == "close");
  CHECK(closes.closed_by_server());

  HttpClient old(server.port());
  old.send("GET /hello HTTP/1.0\r\n\r\n");
  CHECK(old.read_reply()->body == "hello");
  CHECK(old.closed_by_server());

  HttpClient old_kept(server.port());
  old_kept.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(old_kept.read_reply()->header("Connection") == "keep-alive");
  CHECK(old_kept.request("GET", "/hello").status == 200);
}

TEST_CASE("a client that says nothing more after its request gets its answer") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
  client.wire().half_close();
  CHECK(client.read_reply()->body == "hi");
  CHECK(client.closed_by_server());
}

TEST_CASE("a client that stops within its request gets 400, and nothing is kept") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhi");
  client.wire().half_close();
  CHECK(client.read_reply()->status == 400);
  CHECK(client.closed_by_server());
  HttpClient silent(server.port());
  silent.wire().half_close();
  CHECK(silent.closed_by_server());
}

TEST_CASE("a connection that is reset within a request or an answer hurts nobody") {
  http::Router router = test::small_router();
  router.add(http::Route{"GET", "/large", [](http::Request) -> asio::awaitable<http::Response> {
                           co_return http::text_response(200, std::string(8'000'000, 'x'));
                         }});
  TestServer server(std::move(router));
  HttpClient within_request(server.port());
  within_request.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-");
  within_request.wire().reset();
  HttpClient within_answer(server.port(), 4096);
  within_answer.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  within_answer.wire().receive(100);
  within_answer.wire().reset();
  HttpClient other(server.port());
  CHECK(other.request("GET", "/large").body.size() == 8'000'000);
  CHECK(server.failures().empty());
}

TEST_CASE("Expect: 100-continue is told to go on, other expectations 417") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.read_reply()->status == 100);
  client.send("hi");
  CHECK(client.read_reply()->body == "hi");

  HttpClient odd(server.port());
  odd.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: miracles\r\n\r\n");
  CHECK(odd.read_reply()->status == 417);
  CHECK(odd.closed_by_server());

  HttpClient large(server.port());
  large.send(
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\nExpect: 100-continue\r\n\r\n");
  CHECK(large.read_reply()->status == 413);
}

TEST_CASE("the fallback answers what no route fits, and only GET and HEAD") {
  http::Router router = test::small_router();
  router.set_fallback([](http::Request request) -> asio::awaitable<http::Response> {
    co_return http::text_response(200, "page " + request.path);
  });
  TestServer server(std::move(router));
  HttpClient client(server.port());
  CHECK(client.request("GET", "/some%20page?x=1").body == "page /some page");
  CHECK(client.request("HEAD", "/page").status == 200);
  CHECK(client.request("POST", "/page", {}, "x").status == 404);
  CHECK(client.request("POST", "/hello", {}, "x").status == 405);
}

TEST_CASE("what is not HTTP, or could be read in two ways, is 400 and closed") {
  TestServer server(test::small_router());
  const std::string host = "Host: x\r\n";
  const std::string broken[] = {
      "\x16\x03\x01\x02\x00\x01\xfc\x03\x03 this is TLS\r\n\r\n",
      "nonsense\r\n\r\n",
      "GET /hello HTTP/3.7\r\n" + host + "\r\n",
      "GET  /hello HTTP/1.1\r\n" + host + "\r\n",
      "GET /hello HTTP/1.1\r\n\r\n",
      "GET /hello HTTP/1.1\r\n" + host + host + "\r\n",
      "GET /hello HTTP/1.1\r\n" + host + "Broken Header: 1\r\n\r\n",
      "GET /hello HTTP/1.1\r\n" + host + "A\nB: 1\r\n\r\n",
      "POST /echo HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n",
      "POST /echo HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      "POST /echo HTTP/1.1\r\n" + host +
          "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST /echo HTTP/1.1\r\n" + host +
          "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
      "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n",
      "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
      "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n2\r\nabcdef\r\n",
  };
  for (const std::string& request : broken) {
    CAPTURE(request);
    HttpClient client(server.port());
    client.send(request);
    const auto reply = client.read_reply();
    REQUIRE(reply);
    CHECK(reply->status == 400);
    CHECK(code_of(*reply) == "malformed");
    CHECK(reply->header("Connection") == "close");
    CHECK(client.closed_by_server());
  }
  HttpClient other(server.port());
  CHECK(other.request("GET", "/hello").status == 200);
}

TEST_CASE("empty lines before a request are ignored, and a target may be absolute") {
  TestServer server(test::small_router());
  HttpClient client(server.port());
  client.send("\r\n\r\nGET http://localhost/hello?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(client.read_reply()->body == "hello");
}
