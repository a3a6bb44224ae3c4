#include <future>
#include <string>
#include <thread>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "gateway/http/server.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"
#include "tests/store/opened.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

// A reply of ana's, and how it ended.
struct Reply {
  explicit Reply(routing::TextStatus status) {
    REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
    conversation = "/api/conversations/" + service.hears("+15035550142", "hi");
    REQUIRE(service.as("ana").post(conversation + "/claim").status == 200);
    const auto sent =
        service.as("ana").post(conversation + "/texts", {{"body", "hello"}, {"client_id", "1"}});
    REQUIRE(sent.status == 201);
    id = json::parse(sent.body).at("id");
    service.change([&](store::Writing& store) {
      const auto text = *routing::TextId::parse(id);
      store::texts::advance(store, text, routing::TextStatus::sending);
      store::texts::advance(store, text, status);
      store::outbox::remove(store, text);
    });
  }

  test::Reply asks(const char* who, const char* what, const json& body = json::object()) {
    return service.as(who).post("/api/texts/" + id + what, body);
  }
  json now() {
    for (const auto& item : service.as("cora").read(conversation + "/texts").at("items")) {
      if (item.at("id") == id) return item;
    }
    return {};
  }
  int replies() {
    int count = 0;
    for (const auto& item : service.as("cora").read(conversation + "/texts").at("items")) {
      count += item.at("body") == "hello" ? 1 : 0;
    }
    return count;
  }

  Service service;
  std::string conversation;
  std::string id;
};

// A carrier that says the same to whatever it is asked.
class Says {
 public:
  explicit Says(http::Response answer)
      : server_(loop_.get_executor(), {}, {}, router(std::move(answer)),
                [](std::string_view, std::exception_ptr) {}) {
    server_.start();
    thread_ = std::thread([this] { loop_.run(); });
  }
  ~Says() {
    boost::asio::co_spawn(loop_, server_.stop(std::chrono::seconds(4)), boost::asio::use_future)
        .get();
    work_.reset();
    loop_.stop();
    thread_.join();
  }
  Says(const Says&) = delete;
  Says& operator=(const Says&) = delete;

  std::string url() const { return fmt::format("http://127.0.0.1:{}", server_.port()); }

 private:
  static http::Router router(http::Response answer) {
    http::Router router;
    router.set_fallback(
        [answer = std::move(answer)](http::Request) -> async::asio::awaitable<http::Response> {
          co_return answer;
        });
    return router;
  }

  boost::asio::io_context loop_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      loop_.get_executor()};
  http::Server server_;
  std::thread thread_;
};

// Where to ask about a text of which nobody knows whether it left, on the line of that number.
std::string unknown_text(const Service& service, std::string_view line_number) {
  std::string path;
  service.change([&](store::Writing& store) {
    const auto number = *routing::PhoneNumber::parse(line_number);
    const auto line = store::lines::keep(store, number, "A line");
    const auto thread =
        store::texters::thread_with(store, *routing::PhoneNumber::parse("+15035550142"), line);
    const auto conversation = test::a_conversation(store, thread);
    store::Text text;
    text.conversation = conversation.id;
    text.direction = routing::Direction::out;
    text.body = routing::Body("hello");
    text.status = routing::TextStatus::unknown;
    path = "/api/texts/" + store::texts::add(store, thread, text).text() + "/check";
  });
  return path;
}

}  // namespace

TEST_CASE("a failed text is sent again once, and says so") {
  Reply reply(routing::TextStatus::failed);
  CHECK(reply.now().at("decision").is_null());
  const auto again = reply.asks("ana", "/retry");
  CHECK(again.status == 201);
  const auto fresh = json::parse(again.body);
  CHECK(fresh.at("body") == "hello");
  CHECK(fresh.at("author_name") == "Ana");
  CHECK(fresh.at("id") != reply.id);
  const auto twice = reply.asks("cora", "/retry");
  CHECK(twice.status == 200);
  CHECK(json::parse(twice.body).at("id") == fresh.at("id"));
  CHECK(reply.replies() == 2);
  CHECK(reply.now().at("decision").at("again") == fresh.at("id"));
  CHECK(reply.now().at("decision").at("by") == reply.service.id_of("ana"));
}

TEST_CASE("an unknown text is sent again only by insisting") {
  Reply reply(routing::TextStatus::unknown);
  CHECK(problem_of(reply.asks("ana", "/retry")) == "409 may_have_arrived");
  CHECK(problem_of(reply.asks("ana", "/retry", {{"insist", 1}})) == "400 malformed");
  CHECK(reply.asks("ana", "/retry", {{"insist", true}}).status == 201);
  CHECK(reply.replies() == 2);
}

TEST_CASE("an unknown text can be left, and a sent one has nothing to decide") {
  Reply unknown(routing::TextStatus::unknown);
  const auto left = unknown.asks("ana", "/leave");
  CHECK(left.status == 200);
  CHECK(json::parse(left.body).at("decision").at("again").is_null());
  Reply sent(routing::TextStatus::sent);
  CHECK(problem_of(sent.asks("ana", "/leave")) == "409 text_settled");
  CHECK(problem_of(sent.asks("ana", "/retry")) == "409 text_settled");
  const auto checked = sent.asks("ana", "/check");
  CHECK(checked.status == 200);
  CHECK(json::parse(checked.body).at("listed").is_null());
  CHECK(json::parse(checked.body).at("text").at("status") == "sent");
}

TEST_CASE("a check of a carrier that can't be reached says so") {
  Reply reply(routing::TextStatus::unknown);
  CHECK(problem_of(reply.asks("ana", "/check")) == "502 carrier_unreachable");
  CHECK(reply.now().at("status") == "unknown");
}

TEST_CASE("a check never says that a text was not sent where the carrier's list can't be had") {
  for (const auto& [answer, told] :
       {std::pair(http::empty_response(401), std::string("502 carrier_unreachable")),
        {http::empty_response(403), "502 carrier_unreachable"},
        {http::empty_response(404), "502 carrier_unreachable"},
        {http::text_response(200, "no list"), "502 carrier_unreachable"},
        {http::json_response(200, json::object()), "502 carrier_unreachable"},
        {http::empty_response(429), "502 carrier_busy"}}) {
    CAPTURE(answer.status);
    const Says carrier(answer);
    const Service service({}, carrier.url());
    const auto check = unknown_text(service, test::pull_line);
    CHECK(problem_of(service.as("cora").post(check)) == told);
  }
}

TEST_CASE("a check of a text on a line that is gone finds nothing to ask, and no damage") {
  const Service service;
  const auto check = unknown_text(service, "+15035550199");
  CHECK(problem_of(service.as("cora").post(check)) == "404 not_found");
  CHECK(service.log().find("damage") == std::string::npos);
}

TEST_CASE("texts of somebody else's conversation can't be decided about, nor read") {
  Reply reply(routing::TextStatus::failed);
  for (const char* what : {"/retry", "/check", "/leave"}) {
    CAPTURE(what);
    CHECK(problem_of(reply.asks("ben", what)) == "403 forbidden");
    CHECK(problem_of(reply.service.as("ana").post(std::string("/api/texts/1") + what)) ==
          "404 not_found");
  }
  CHECK(reply.replies() == 1);
}
