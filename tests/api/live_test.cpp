#include <atomic>
#include <future>

#include <doctest/doctest.h>

#include "gateway/auth/sign_in.hpp"
#include "tests/support/service.hpp"
#include "tests/support/websocket_client.hpp"

using namespace warmline;
using test::Frame;
using test::json;
using test::problem_of;
using test::Service;
using test::WebSocketClient;

namespace {

WebSocketClient live(const Service& service, const test::Caller& caller,
                     std::string_view query = {}) {
  return WebSocketClient(service.port(), "/api/live" + std::string(query), caller.headers());
}

std::int64_t newest(const Service& service) {
  return service.as("cora").read("/api/me").at("seq");
}

// Everything up to the first of that kind.
std::vector<json> heard_until(WebSocketClient& socket, std::string_view kind) {
  std::vector<json> heard;
  while (const auto message = socket.receive()) {
    heard.push_back(json::parse(*message));
    if (heard.back().at("kind") == kind) return heard;
  }
  FAIL("the feed ended before " << kind);
  return heard;
}

// In one line, parted by spaces. Without text.status: the outbox tries to send meanwhile.
std::string kinds_of(const std::vector<json>& events) {
  std::string kinds;
  for (const auto& event : events) {
    if (event.at("kind") == "text.status") continue;
    if (!kinds.empty()) kinds += ' ';
    kinds += event.at("kind").get<std::string>();
  }
  return kinds;
}

std::uint16_t closed_with(WebSocketClient& socket) {
  while (const auto frame = socket.receive_frame()) {
    if (frame->kind == Frame::close) return frame->close_code();
  }
  return 0;
}

// Something everybody hears, to know that nothing came before it.
void ring(const Service& service) {
  REQUIRE(service.as("ben").put("/api/me/presence", {{"presence", "on"}}).status == 200);
}

}  // namespace

TEST_CASE("what happens is told as it happens, with names, and without a word of what was said") {
  Service service;
  auto socket = live(service, service.as("cora"));
  REQUIRE(socket.handshake.status == 101);
  REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto id = service.hears("+15035550142", "a secret", test::offer_line);
  REQUIRE(service.as("ana").post("/api/conversations/" + id + "/accept").status == 200);

  const auto heard = heard_until(socket, "conversation.accepted");
  CHECK(kinds_of(heard) ==
        "presence.changed conversation.started text.received text.queued conversation.offered "
        "conversation.accepted");
  const auto& accepted = heard.back();
  CHECK(accepted.at("conversation") == id);
  CHECK(accepted.at("line") == service.line_id(test::offer_line));
  CHECK(accepted.at("actor") == service.id_of("ana"));
  CHECK(accepted.at("actor_name") == "Ana");
  CHECK(accepted.at("data").at("state") == "open");
  CHECK(accepted.at("data").at("owner_name") == "Ana");
  for (std::size_t i = 0; i < heard.size(); ++i) {
    CHECK(heard[i].dump().find("secret") == std::string::npos);
    CHECK(heard[i].dump().find("0142") == std::string::npos);
    if (i > 0) CHECK(heard[i].at("seq") > heard[i - 1].at("seq"));
  }
}

TEST_CASE("a peer hears what waits for them or is theirs, and nothing of other lines") {
  Service service;
  REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto id = service.hears("+15035550142", "hi");
  const auto claim = "/api/conversations/" + id + "/claim";
  REQUIRE(service.as("ana").post(claim).status == 200);
  auto anas = live(service, service.as("ana"));
  auto bens = live(service, service.as("ben"));
  auto dees = live(service, service.as("dee"));
  service.hears("+15035550142", "for ana alone");
  service.hears("+15035550143", "for both of that line");
  ring(service);

  CHECK(kinds_of(heard_until(anas, "presence.changed")) ==
        "text.received conversation.started text.received text.queued presence.changed");
  CHECK(kinds_of(heard_until(bens, "presence.changed")) ==
        "conversation.started text.received text.queued presence.changed");
  CHECK(kinds_of(heard_until(dees, "presence.changed")) == "presence.changed");
}

TEST_CASE("who is on call, and what is texted to staff, is for coordinators to hear") {
  Service service;
  auto anas = live(service, service.as("ana"));
  auto coras = live(service, service.as("cora"));
  const auto path = "/api/lines/" + service.line_id(test::pull_line) + "/on-call";
  REQUIRE(service.as("cora").put(path, {{"staff", {service.id_of("cora")}}}).status == 200);
  const test::json phone{{"number", "+15035550151"}};
  REQUIRE(service.as("cora").put("/api/me/phone", phone).status == 200);
  ring(service);
  CHECK(kinds_of(heard_until(anas, "presence.changed")) == "presence.changed");
  const auto heard = heard_until(coras, "presence.changed");
  CHECK(kinds_of(heard) == "on_call.set staff.texted presence.changed");
  CHECK(heard[0].at("data").at("on_call") == test::json{service.id_of("cora")});
  CHECK(heard[1].at("data").at("what") == "staff_code");
  CHECK(heard[1].dump().find("0151") == std::string::npos);
}

TEST_CASE("whoever was away hears everything since, from memory or from the database") {
  Service service;
  const auto since = newest(service);
  for (int i = 0; i < 20; ++i) service.hears("+15035550142", "text " + std::to_string(i));
  ring(service);
  auto first = live(service, service.as("cora"), "?since=" + std::to_string(since));
  auto whole = live(service, service.as("cora"), "?since=0");
  const auto heard = heard_until(first, "presence.changed");
  REQUIRE(heard.size() > 40 / 2);
  for (std::size_t i = 0; i < heard.size(); ++i) {
    CHECK(heard[i].at("seq") == since + static_cast<std::int64_t>(i) + 1);
  }
  const auto all = heard_until(whole, "presence.changed");
  CHECK(all.front().at("seq") == 1);
  CHECK(static_cast<std::int64_t>(all.size()) == all.back().at("seq"));
}

TEST_CASE("sockets that come and go while much is written miss nothing and hear nothing twice") {
  Service service;
  std::atomic<bool> done = false;
  const auto since = newest(service);
  auto reader = std::async(std::launch::async, [&] {
    std::vector<std::int64_t> seqs;
    auto last = since;
    while (true) {
      // Each socket is left after a few messages, wherever it is.
      auto socket = live(service, service.as("cora"), "?since=" + std::to_string(last));
      for (int i = 0; i < 7; ++i) {
        if (done && last == newest(service)) return seqs;
        const auto message = socket.receive();
        if (!message) break;
        last = json::parse(*message).at("seq");
        seqs.push_back(last);
      }
    }
  });
  std::vector<std::future<void>> writers;
  for (const char* who : {"ana", "ben", "dee"}) {
    writers.push_back(std::async(std::launch::async, [&service, who] {
      for (int i = 0; i < 40; ++i) {
        service.as(who).put("/api/me/presence", {{"presence", i % 2 ? "off" : "on"}});
      }
    }));
  }
  for (auto& writer : writers) writer.get();
  done = true;
  // One more, for a reader that waits.
  ring(service);
  const auto seqs = reader.get();
  REQUIRE_FALSE(seqs.empty());
  for (std::size_t i = 0; i < seqs.size(); ++i) {
    CHECK(seqs[i] == since + static_cast<std::int64_t>(i) + 1);
  }
  CHECK(seqs.size() >= 120);
}

TEST_CASE("what another process wrote is told too, before what came after it") {
  Service service;
  auto socket = live(service, service.as("cora"));
  ring(service);
  service.change([](store::Writing& writing) {
    store::events::append(writing, {.kind = routing::EventKind::staff_added, .data = "{}"});
  });
  REQUIRE(service.as("ben").put("/api/me/presence", {{"presence", "break"}}).status == 200);
  CHECK(kinds_of(heard_until(socket, "presence.changed")) == "presence.changed");
  CHECK(kinds_of(heard_until(socket, "presence.changed")) == "staff.added presence.changed");
}

TEST_CASE("a since that is yet to come means: only what is new") {
  Service service;
  auto socket = live(service, service.as("cora"), "?since=999999999");
  REQUIRE(socket.handshake.status == 101);
  ring(service);
  CHECK(heard_until(socket, "presence.changed").size() == 1);
}

TEST_CASE("the live feed refuses the unknown, other sites' pages and nonsense") {
  const Service service;
  const auto refused = [&](const test::HeaderList& headers, std::string_view query = {}) {
    WebSocketClient socket(service.port(), "/api/live" + std::string(query), headers);
    return problem_of(socket.handshake);
  };
  CHECK(refused({}) == "401 not_signed_in");
  CHECK(refused({{"Cookie", "warmline_session=made-up"}}) == "401 not_signed_in");
  const auto elsewhere = test::HeaderList{service.signed_in("ana").headers().front()};
  // The last is this one's own name, not encrypted: anybody on the way can write a page into it.
  for (const char* origin :
       {"https://evil.test", "http://line.example.org", "http://localhost", "null"}) {
    auto headers = elsewhere;
    headers.emplace_back("Origin", origin);
    CAPTURE(origin);
    CHECK(refused(headers) == "403 bad_csrf");
  }
  for (const char* query : {"?since=-1", "?since=x", "?since=1.5", "?since=99999999999999999999"}) {
    CHECK(refused(service.as("ana").headers(), query) == "400 malformed");
  }
  CHECK(service.as("ana").get("/api/live").status == 426);
}

TEST_CASE("signing out closes the session's sockets, and not those of another session") {
  Service service;
  const auto laptop = service.signed_in("ana");
  const auto phone = service.signed_in("ana");
  auto laptops = live(service, laptop);
  auto phones = live(service, phone);
  REQUIRE(laptop.ask("DELETE", "/api/session").status == 204);
  CHECK(closed_with(laptops) == 4001);
  ring(service);
  CHECK(heard_until(phones, "presence.changed").size() == 1);
}

TEST_CASE("a new password closes the sockets of the other sessions, and not its own session's") {
  Service service;
  const auto laptop = service.signed_in("ana");
  const auto phone = service.signed_in("ana");
  auto laptops = live(service, laptop);
  auto phones = live(service, phone);
  const json passwords{{"current", test::password}, {"password", "a garden full of beans"}};
  REQUIRE(laptop.put("/api/me/password", passwords).status == 204);
  CHECK(closed_with(phones) == 4001);
  ring(service);
  CHECK(heard_until(laptops, "presence.changed").size() == 1);
}

TEST_CASE("a new token closes the sockets of the one before it") {
  Service service;
  auto socket = live(service, service.as("ana"));
  service.change([&](store::Writing& writing) {
    auth::make_program_token(writing, *routing::StaffId::parse(service.id_of("ana")));
  });
  // The service hears of another process's change with the next of its own.
  ring(service);
  CHECK(closed_with(socket) == 4001);
}

TEST_CASE("what a client sends is read and means nothing") {
  Service service;
  auto socket = live(service, service.as("cora"));
  for (int i = 0; i < 100; ++i) REQUIRE(socket.send("{\"kind\":\"conversation.closed\"}"));
  ring(service);
  CHECK(heard_until(socket, "presence.changed").size() == 1);
}

TEST_CASE("when the service stops, sockets are closed with 1001") {
  auto service = std::make_unique<Service>();
  auto socket = live(*service, service->as("cora"));
  auto stopped = std::async(std::launch::async, [&] { service.reset(); });
  CHECK(closed_with(socket) == 1001);
  stopped.get();
}
