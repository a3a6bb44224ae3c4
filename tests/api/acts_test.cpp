#include <future>

#include <doctest/doctest.h>

#include "routing/staff.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

void set_presence(const Service& service, std::string_view username, std::string_view presence) {
  REQUIRE(service.as(username).put("/api/me/presence", {{"presence", presence}}).status == 200);
}

std::string waiting(Service& service, std::string_view from = "+15035550142") {
  return "/api/conversations/" + service.hears(from, "hi");
}

std::string anas(Service& service) {
  set_presence(service, "ana", "on");
  const auto path = waiting(service);
  REQUIRE(service.as("ana").post(path + "/claim").status == 200);
  return path;
}

std::string state_of(const Service& service, const std::string& path) {
  return service.as("cora").read(path).at("state");
}

}  // namespace

TEST_CASE("an offer is accepted, once, by the one it was made to") {
  Service service;
  set_presence(service, "ana", "on");
  const auto path = "/api/conversations/" + service.hears("+15035550142", "hi", test::offer_line);
  CHECK(problem_of(service.as("ben").post(path + "/accept")) == "409 offer_expired");
  const auto accepted = service.as("ana").post(path + "/accept");
  REQUIRE(accepted.status == 200);
  CHECK(json::parse(accepted.body).at("state") == "open");
  CHECK(json::parse(accepted.body).at("owner_name") == "Ana");
  CHECK(problem_of(service.as("ana").post(path + "/accept")) == "409 offer_expired");
}

TEST_CASE("an offer is passed on to the next peer") {
  Service service;
  set_presence(service, "ana", "on");
  set_presence(service, "ben", "on");
  const auto path = "/api/conversations/" + service.hears("+15035550142", "hi", test::offer_line);
  const auto first = service.as("cora").read(path).at("offered_to_name").get<std::string>();
  const auto* username = first == "Ana" ? "ana" : "ben";
  const auto passed = service.as(username).post(path + "/pass");
  REQUIRE(passed.status == 200);
  CHECK(json::parse(passed.body).at("offered_to_name") == (first == "Ana" ? "Ben" : "Ana"));
  CHECK(problem_of(service.as(username).post(path + "/pass")) == "409 offer_expired");
}

TEST_CASE("of two peers who claim at once one has it, and the other is told who") {
  Service service;
  set_presence(service, "ana", "on");
  set_presence(service, "ben", "on");
  const auto path = waiting(service) + "/claim";
  auto one = std::async(std::launch::async, [&] { return service.as("ana").post(path); });
  auto other = std::async(std::launch::async, [&] { return service.as("ben").post(path); });
  const auto anas_reply = one.get();
  const auto bens_reply = other.get();
  REQUIRE(anas_reply.status + bens_reply.status == 200 + 409);
  const auto& won = anas_reply.status == 200 ? anas_reply : bens_reply;
  const auto& lost = anas_reply.status == 200 ? bens_reply : anas_reply;
  CHECK(problem_of(lost) == "409 already_claimed");
  CHECK(json::parse(lost.body).at("owner") == json::parse(won.body).at("owner"));
  CHECK(json::parse(lost.body).at("owner_name") == json::parse(won.body).at("owner_name"));
}

TEST_CASE("a claim needs presence, room, the line, and a conversation that is not closed") {
  Service service;
  const auto path = waiting(service);
  CHECK(problem_of(service.as("ana").post(path + "/claim")) == "409 not_on");
  set_presence(service, "dee", "on");
  CHECK(problem_of(service.as("dee").post(path + "/claim")) == "403 forbidden");

  set_presence(service, "ana", "on");
  for (int i = 0; i < routing::capacity_by_default; ++i) {
    const auto other = waiting(service, "+1503555015" + std::to_string(i));
    CHECK(service.as("ana").post(other + "/claim").status == 200);
  }
  CHECK(problem_of(service.as("ana").post(path + "/claim")) == "409 at_capacity");
  REQUIRE(service.as("cora").post(path + "/close").status == 200);
  CHECK(problem_of(service.as("ana").post(path + "/claim")) == "409 conversation_closed");
}

TEST_CASE("a handoff goes to somebody who is on and has room, or back to the queue") {
  Service service;
  const auto path = anas(service) + "/handoff";
  CHECK(problem_of(service.as("ana").post(path, {{"to", service.id_of("ben")}})) == "409 peer_off");
  CHECK(problem_of(service.as("ben").post(path)) == "409 not_owner");
  CHECK(problem_of(service.as("ana").post(path, {{"to", "nobody"}})) == "404 not_found");
  CHECK(problem_of(service.as("ana").post(path, {{"to", 7}})) == "400 malformed");
  CHECK(problem_of(service.as("ana").post(path, {{"note", std::string(1601, 'a')}})) ==
        "422 too_long");

  set_presence(service, "ben", "on");
  const json body{{"to", service.id_of("ben")}, {"note", "likes the garden"}};
  const auto handed = service.as("ana").post(path, body);
  REQUIRE(handed.status == 200);
  CHECK(json::parse(handed.body).at("owner_name") == "Ben");
  const auto back = service.as("ben").post(path, {{"note", " "}});
  REQUIRE(back.status == 200);
  CHECK(json::parse(back.body).at("state") == "waiting");
  CHECK(json::parse(back.body).at("returned") == true);
}

TEST_CASE("a handoff to somebody with no room is refused") {
  Service service;
  set_presence(service, "ben", "on");
  for (int i = 0; i < routing::capacity_by_default; ++i) {
    const auto other = waiting(service, "+1503555015" + std::to_string(i));
    REQUIRE(service.as("ben").post(other + "/claim").status == 200);
  }
  const auto path = anas(service);
  CHECK(problem_of(service.as("ana").post(path + "/handoff", {{"to", service.id_of("ben")}})) ==
        "409 peer_full");
  CHECK(problem_of(service.as("cora").post(path + "/assign", {{"to", service.id_of("ben")}})) ==
        "409 peer_full");
}

TEST_CASE("who assigns what went to somebody else meanwhile is told to whom") {
  Service service;
  const auto path = waiting(service) + "/assign";
  set_presence(service, "ana", "on");
  set_presence(service, "ben", "on");
  const json to_ana{{"to", service.id_of("ana")}, {"from", nullptr}};
  REQUIRE(service.as("cora").post(path, to_ana).status == 200);
  const json to_ben{{"to", service.id_of("ben")}, {"from", nullptr}};
  const auto late = service.as("ada").post(path, to_ben);
  CHECK(problem_of(late) == "409 already_claimed");
  CHECK(json::parse(late.body).at("owner_name") == "Ana");
  const json from_ana{{"to", service.id_of("ben")}, {"from", service.id_of("ana")}};
  CHECK(service.as("ada").post(path, from_ana).status == 200);
  CHECK(problem_of(service.as("ada").post(path, {{"to", service.id_of("ana")}, {"from", "x"}})) ==
        "404 not_found");
  CHECK(problem_of(service.as("ada").post(path, {{"to", service.id_of("ana")}, {"from", 7}})) ==
        "400 malformed");
}

TEST_CASE("a coordinator assigns to anyone, and insists where they are off") {
  Service service;
  const auto path = waiting(service);
  const json to_ben{{"to", service.id_of("ben")}};
  CHECK(problem_of(service.as("cora").post(path + "/assign", to_ben)) == "409 peer_off");
  CHECK(problem_of(service.as("cora").post(path + "/assign")) == "400 malformed");
  CHECK(problem_of(service.as("cora").post(path + "/assign",
                                           {{"to", service.id_of("ben")}, {"insist", "yes"}})) ==
        "400 malformed");
  CHECK(problem_of(service.as("cora").post(path + "/assign", {{"to", service.id_of("dee")}})) ==
        "404 not_found");
  const auto assigned =
      service.as("cora").post(path + "/assign", {{"to", service.id_of("ben")}, {"insist", true}});
  REQUIRE(assigned.status == 200);
  CHECK(json::parse(assigned.body).at("owner_name") == "Ben");
  REQUIRE(service.as("cora").post(path + "/close").status == 200);
  CHECK(problem_of(service.as("cora").post(path + "/assign", to_ben)) == "409 conversation_closed");
}

TEST_CASE("a conversation rests until a time to come") {
  Service service;
  const auto path = anas(service) + "/rest";
  CHECK(problem_of(service.as("ana").post(path, {{"until", "tomorrow"}})) == "400 malformed");
  CHECK(problem_of(service.as("ana").post(path, {{"until", "2020-01-01T00:00:00Z"}})) ==
        "400 malformed");
  CHECK(problem_of(service.as("ben").post(path, {{"until", "2026-12-01T00:00:00Z"}})) ==
        "409 not_owner");
  const auto rested = service.as("ana").post(path, {{"until", "2026-12-01T01:00:00+01:00"}});
  REQUIRE(rested.status == 200);
  CHECK(json::parse(rested.body).at("state") == "resting");
  CHECK(json::parse(rested.body).at("rest_until") == "2026-12-01T00:00:00.000000Z");
}

TEST_CASE("closing is the owner's and coordinators', and whoever had it reopens it") {
  Service service;
  const auto path = anas(service);
  CHECK(problem_of(service.as("ana").post(path + "/reopen")) == "409 conversation_live");
  CHECK(problem_of(service.as("ben").post(path + "/close")) == "409 not_owner");
  REQUIRE(service.as("ana").post(path + "/close").status == 200);
  CHECK(problem_of(service.as("ana").post(path + "/close")) == "409 conversation_closed");
  CHECK(problem_of(service.as("ben").post(path + "/reopen")) == "409 not_owner");
  set_presence(service, "ana", "off");
  CHECK(problem_of(service.as("ana").post(path + "/reopen")) == "409 not_on");
  set_presence(service, "ana", "on");
  const auto reopened = service.as("ana").post(path + "/reopen");
  REQUIRE(reopened.status == 200);
  CHECK(json::parse(reopened.body).at("owner_name") == "Ana");

  REQUIRE(service.as("cora").post(path + "/close").status == 200);
  REQUIRE(service.as("cora").post(path + "/reopen").status == 200);
  CHECK(state_of(service, path) == "waiting");
}
