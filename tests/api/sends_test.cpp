#include <doctest/doctest.h>

#include "gateway/store/outbox.hpp"
#include "gateway/store/texts.hpp"
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
