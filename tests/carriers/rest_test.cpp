#include "gateway/carriers/rest.hpp"

#include <future>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <doctest/doctest.h>

#include "tests/carriers/loop.hpp"
#include "tests/carriers/raw_server.hpp"

namespace {

using namespace warmline;
using carriers::RestEnd;
using carriers::RestOutcome;
using carriers::RestRequest;
using test::RawServer;

RestRequest post_to(const std::string& url) {
  RestRequest request;
  request.url = url;
  request.content_type = "application/x-www-form-urlencoded";
  request.body = "Body=hi";
  request.deadline = std::chrono::seconds(5);
  return request;
}

RestOutcome outcome_of(RestRequest request) {
  boost::asio::io_context loop;
  return test::run(loop, carriers::request(std::move(request)));
}

// An address where nothing listens: a port that was free a moment ago.
std::string nobodys_url() {
  boost::asio::io_context loop;
  boost::asio::ip::tcp::acceptor acceptor(loop, {boost::asio::ip::address_v4::loopback(), 0});
  return "http://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()) + "/";
}

}  // namespace

TEST_CASE("an answer comes back with its status, Retry-After and body") {
  const RawServer server(RawServer::answer(
      "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\n\x01\xFFzzz"));
  const auto outcome = outcome_of(post_to(server.url()));
  CHECK(outcome.end == RestEnd::answered);
  CHECK(outcome.status == 429);
  CHECK(outcome.retry_after == std::chrono::seconds(7));
  CHECK(outcome.body == "\x01\xFFzzz");
}

TEST_CASE("a request arrives as it was given") {
  std::promise<std::string> arrived;
  auto answer = RawServer::answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  const RawServer server([&](RawServer::Socket& socket, const std::string& request) {
    arrived.set_value(request);
    answer(socket, request);
  });
  auto request = post_to(server.url() + "/a//b%2F'c?d='e%27&f=%20#rc=1");
  request.user = "AC1";
  request.password = "secret";
  request.headers = {{"X-Mark", "on"}};
  CHECK(outcome_of(std::move(request)).status == 200);
  const auto seen = arrived.get_future().get();
  CHECK(seen.starts_with("POST /a//b%2F'c?d='e%27&f=%20 HTTP/1.1\r\n"));
  CHECK(seen.find("Authorization:Basic QUMxOnNlY3JldA==\r\n") != std::string::npos);
  CHECK(seen.find("X-Mark:on\r\n") != std::string::npos);
  CHECK(seen.find("Content-Type:application/x-www-form-urlencoded\r\n") != std::string::npos);
  CHECK(seen.ends_with("\r\n\r\nBody=hi"));
}

TEST_CASE("a refused connection is certain not to have sent anything") {
  CHECK(outcome_of(post_to(nobodys_url())).end == RestEnd::not_sent);
}

TEST_CASE("a name that does not resolve is certain not to have sent anything") {
  CHECK(outcome_of(post_to("http://no-such-host.invalid/")).end == RestEnd::not_sent);
}

TEST_CASE("a TLS handshake that fails is certain not to have sent anything") {
  // Speaks no TLS: what it gets is not a request, and it closes.
  const RawServer server(RawServer::answer("nonsense"));
  auto request = post_to("https" + server.url().substr(4));
  request.deadline = std::chrono::milliseconds(200);
  CHECK(outcome_of(std::move(request)).end == RestEnd::not_sent);
}

TEST_CASE("a URL that can't be used is certain not to have sent anything") {
  for (const auto* url : {"", "ftp://127.0.0.1/", "http://", "http://[", "not a url"}) {
    CAPTURE(std::string(url));
    CHECK(outcome_of(post_to(url)).end == RestEnd::not_sent);
  }
}

TEST_CASE("after the body has left, a broken connection leaves the outcome unknown") {
  const RawServer resets(RawServer::reset());
  CHECK(outcome_of(post_to(resets.url())).end == RestEnd::unknown);
  const RawServer closes(RawServer::answer(""));
  CHECK(outcome_of(post_to(closes.url())).end == RestEnd::unknown);
  CHECK(resets.requests() == 1);
  CHECK(closes.requests() == 1);
}

TEST_CASE("an answer that is not HTTP, or not whole, leaves the outcome unknown") {
  for (const auto* bytes : {"hello\r\n\r\n", "HTTP/1.1 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Le",
                            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
    CAPTURE(std::string(bytes));
    const RawServer server(RawServer::answer(bytes));
    CHECK(outcome_of(post_to(server.url())).end == RestEnd::unknown);
    CHECK(server.requests() == 1);
  }
}

TEST_CASE("an answer without end is cut off at the bound") {
  const RawServer server([](RawServer::Socket& socket, const std::string&) {
    const std::string piece(64 * 1024, 'x');
    boost::system::error_code error;
    const std::string head = "HTTP/1.1 200 OK\r\n\r\n";
    boost::asio::write(socket, boost::asio::buffer(head), error);
    while (!error) boost::asio::write(socket, boost::asio::buffer(piece), error);
  });
  CHECK(outcome_of(post_to(server.url())).end == RestEnd::unknown);
}

TEST_CASE("a carrier that says nothing until the deadline leaves the outcome unknown") {
  const RawServer server(RawServer::hang());
  auto request = post_to(server.url());
  request.deadline = std::chrono::milliseconds(100);
  CHECK(outcome_of(std::move(request)).end == RestEnd::unknown);
  CHECK(server.requests() == 1);
}

TEST_CASE("a deadline that has passed before anything was sent is certain not to have sent") {
  const RawServer server(RawServer::answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  // A listening socket that nobody accepts from: the handshake of TLS never begins.
  boost::asio::io_context loop;
  boost::asio::ip::tcp::acceptor silent(loop, {boost::asio::ip::address_v4::loopback(), 0});
  auto request =
      post_to("https://127.0.0.1:" + std::to_string(silent.local_endpoint().port()) + "/");
  request.deadline = std::chrono::milliseconds(100);
  CHECK(outcome_of(std::move(request)).end == RestEnd::not_sent);
}

TEST_CASE("a redirect is an answer, not a second request") {
  const RawServer server(RawServer::answer(
      "HTTP/1.1 307 Temporary Redirect\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"));
  CHECK(outcome_of(post_to(server.url())).status == 307);
  CHECK(server.requests() == 1);
}

TEST_CASE("a request that is lost after others went well is not sent twice") {
  // cpprestsdk repeats a request whose kept connection breaks; the answers here keep it open.
  int left = 3;
  const auto well =
      RawServer::answer("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");
  const RawServer server([&](RawServer::Socket& socket, const std::string& request) {
    if (--left > 0) return well(socket, request);
    RawServer::reset()(socket, request);
  });
  boost::asio::io_context loop;
  CHECK(test::run(loop, carriers::request(post_to(server.url()))).end == RestEnd::answered);
  CHECK(test::run(loop, carriers::request(post_to(server.url()))).end == RestEnd::answered);
  CHECK(test::run(loop, carriers::request(post_to(server.url()))).end == RestEnd::unknown);
  CHECK(server.requests() == 3);
}

TEST_CASE("the caller goes on, on the loop's own thread") {
  const RawServer server(RawServer::answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  const auto url = server.url();
  auto task = [](std::string to) -> boost::asio::awaitable<std::thread::id> {
    co_await carriers::request(post_to(to));
    co_return std::this_thread::get_id();
  };
  boost::asio::io_context loop;
  CHECK(test::run(loop, task(url)) == std::this_thread::get_id());
}

TEST_CASE("a loop that goes away under a request takes it along") {
  std::promise<void> arrived;
  const RawServer server([&](RawServer::Socket& socket, const std::string& request) {
    arrived.set_value();
    RawServer::hang()(socket, request);
  });
  {
    boost::asio::io_context loop;
    auto task = [](RestRequest wanted) -> boost::asio::awaitable<int> {
      co_await carriers::request(std::move(wanted));
      co_return 1;
    };
    auto request = post_to(server.url());
    request.deadline = std::chrono::milliseconds(300);
    boost::asio::co_spawn(loop, task(std::move(request)), [](std::exception_ptr, int) {});
    loop.poll();
    arrived.get_future().wait();
  }
  CHECK(server.requests() == 1);
}
