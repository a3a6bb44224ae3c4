// Who looks at a conversation, and who types there.
#include "gateway/api/viewers.hpp"

#include <memory>

#include <doctest/doctest.h>

#include "tests/support/service.hpp"
#include "tests/support/websocket_client.hpp"

using namespace warmline;
using api::Viewers;
using routing::ConversationId;
using routing::StaffId;
using test::json;
using test::Service;
using test::WebSocketClient;
using namespace std::chrono_literals;

namespace {

template <class Id>
Id numbered(std::uint8_t number) {
  routing::UuidBytes bytes{};
  bytes.back() = number;
  return Id(bytes);
}
const auto ana = numbered<StaffId>(1);
const auto ben = numbered<StaffId>(2);
const auto garden = numbered<ConversationId>(1);
const auto sleep_ = numbered<ConversationId>(2);

using All = std::vector<Viewers::Viewer>;
using Changed = Viewers::Changed;

// Goes when it is let go of.
std::unique_ptr<WebSocketClient> live(const Service& service, const char* who) {
  return std::make_unique<WebSocketClient>(service.port(), "/api/live", service.as(who).headers());
}

// "Ana Ben(typing)" of the next message about a conversation's viewers.
std::string next_viewers(const std::unique_ptr<WebSocketClient>& socket,
                         const std::string& conversation) {
  while (const auto message = socket->receive()) {
    const auto told = json::parse(*message);
    if (told.at("kind") != "conversation.viewers") continue;
    CHECK(told.at("conversation") == conversation);
    CHECK_FALSE(told.contains("seq"));
    std::string all;
    for (const auto& viewer : told.at("viewers")) {
      all += (all.empty() ? "" : " ") + viewer.at("name").get<std::string>();
      if (viewer.at("typing") == true) all += "(typing)";
    }
    return all;
  }
  return "the feed ended";
}

bool views(const std::unique_ptr<WebSocketClient>& socket, const json& what, bool typing = false) {
  return socket->send(json{{"viewing", what}, {"typing", typing}}.dump());
}

}  // namespace

TEST_CASE("who looks and who types is known until they stop, go on elsewhere, or fall silent") {
  Viewers viewers({.looks_longest = 45s, .types_longest = 6s});
  const Viewers::Clock::time_point now{};
  CHECK(viewers.look(1, ana, garden, false, now) == Changed{garden});
  CHECK(viewers.look(1, ana, garden, false, now + 1s).empty());
  CHECK(viewers.look(2, ben, garden, true, now + 2s) == Changed{garden});
  CHECK(viewers.of(garden) == All{{ana, false}, {ben, true}});
  CHECK(viewers.lapses_at(2) == now + 8s);

  CHECK(viewers.let_lapse(2, now + 7s).empty());
  CHECK(viewers.let_lapse(2, now + 8s) == Changed{garden});
  CHECK(viewers.of(garden) == All{{ana, false}, {ben, false}});
  CHECK(viewers.lapses_at(2) == now + 47s);
  CHECK(viewers.let_lapse(2, now + 47s) == Changed{garden});
  CHECK(viewers.of(garden) == All{{ana, false}});
  CHECK_FALSE(viewers.lapses_at(2).has_value());

  CHECK(viewers.look(1, ana, sleep_, true, now + 9s) == Changed{garden, sleep_});
  CHECK(viewers.all() == std::vector{sleep_});
  CHECK(viewers.look(1, ana, std::nullopt, false, now + 10s) == Changed{sleep_});
  CHECK(viewers.leave(1).empty());
  CHECK(viewers.all().empty());
}

TEST_CASE("somebody with two pages is there once, and types where one of them types") {
  Viewers viewers({});
  const Viewers::Clock::time_point now{};
  CHECK(viewers.look(1, ana, garden, false, now) == Changed{garden});
  CHECK(viewers.look(2, ana, garden, false, now).empty());
  CHECK(viewers.look(2, ana, garden, true, now) == Changed{garden});
  CHECK(viewers.of(garden) == All{{ana, true}});
  CHECK(viewers.leave(1).empty());
  CHECK(viewers.leave(2) == Changed{garden});
}

TEST_CASE("everyone who may read a conversation is told who looks and who types, and nobody else") {
  Service service;
  REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto id = service.hears("+15035550142", "hi");
  REQUIRE(service.as("ana").post("/api/conversations/" + id + "/claim").status == 200);
  const auto secret = service.hears("+15035550143", "hello");
  auto anas = live(service, "ana");
  auto coras = live(service, "cora");
  auto bens = live(service, "ben");
  REQUIRE(views(anas, id));
  CHECK(next_viewers(coras, id) == "Ana");
  REQUIRE(views(anas, id, true));
  CHECK(next_viewers(coras, id) == "Ana(typing)");
  REQUIRE(views(coras, id));
  // Whoever comes is told who is there.
  std::string seen = next_viewers(coras, id);
  CHECK(seen == "Ana(typing) Cora");
  while (seen != "Ana Cora") seen = next_viewers(anas, id);  // after six seconds

  // Ben may not read it: what he says of it is nothing, and he is told of what waits alone.
  REQUIRE(views(bens, id, true));
  REQUIRE(views(bens, secret, true));
  CHECK(next_viewers(bens, secret) == "Ben(typing)");
  CHECK(next_viewers(anas, secret) == "Ben(typing)");
  bens.reset();
  CHECK(next_viewers(anas, secret).empty());

  // A page that comes later learns of those who are there already.
  auto pocket = live(service, "cora");
  CHECK(next_viewers(pocket, id) == "Ana Cora");
}

TEST_CASE("what a page says that means nothing disturbs nobody") {
  Service service;
  const auto id = service.hears("+15035550142", "hi");
  auto socket = live(service, "cora");
  for (const char* nonsense :
       {"", "{", "[]", "{\"viewing\":7}", "{\"viewing\":\"x\"}", "null", "{\"typing\":true}"}) {
    REQUIRE(socket->send(nonsense));
  }
  REQUIRE(views(socket, id));
  CHECK(next_viewers(socket, id) == "Cora");
}
