// Accounts of staff as administrators see and change them.
#include "gateway/store/staff.hpp"

#include <chrono>
#include <string>

#include <doctest/doctest.h>

#include "gateway/store/conversations.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/rota.hpp"
#include "tests/support/service.hpp"
#include "tests/support/websocket_client.hpp"

using namespace warmline;
using test::Caller;
using test::json;
using test::problem_of;
using test::Service;

namespace {

std::string path_of(const Service& service, std::string_view username, std::string_view what = {}) {
  return "/api/staff/" + service.id_of(username) + std::string(what);
}

test::Reply patch(const Caller& caller, const std::string& path, const json& body) {
  return caller.ask("PATCH", path, {{"Content-Type", "application/json"}}, body.dump());
}

json named(const Caller& caller, std::string_view username) {
  const auto all = caller.read("/api/staff");
  for (const auto& item : all.at("items")) {
    if (item.at("username") == username) return item;
  }
  FAIL("nobody is called " << username);
  return {};
}

// The latest of its kind.
json event_of(const Service& service, std::string_view kind) {
  const auto found = service.as("ada").read("/api/activity?kind=" + std::string(kind));
  REQUIRE_FALSE(found.at("items").empty());
  return found.at("items").front();
}

std::string state_of(const Service& service, const std::string& conversation) {
  return service.as("cora").read("/api/conversations/" + conversation).at("state");
}

// Ana, who is on, and has this conversation.
std::string with_ana(Service& service, std::string_view phone,
                     std::string_view line = test::pull_line) {
  const auto ana = service.as("ana");
  REQUIRE(ana.put("/api/me/presence", {{"presence", "on"}}).status == 200);
  auto id = service.hears(phone, "hi", line);
  REQUIRE(ana.post("/api/conversations/" + id + "/claim").status == 200);
  return id;
}

std::uint16_t closed_with(test::WebSocketClient& socket) {
  while (const auto frame = socket.receive_frame()) {
    if (frame->kind == test::Frame::close) return frame->close_code();
  }
  return 0;
}

}  // namespace

TEST_CASE("coordinators see everyone, with what they are and can take, and no secret") {
  Service service;
  with_ana(service, "+15035550142");
  REQUIRE(service.as("ada").post(path_of(service, "ben", "/disable")).status == 200);
  const auto listed = service.as("cora").read("/api/staff");
  CHECK(listed.at("next").is_null());
  std::string names;
  for (const auto& item : listed.at("items")) names += item.at("name").get<std::string>() + " ";
  CHECK(names == "Ada Ana Cora Dee Ben ");
  const json ana{{"id", service.id_of("ana")},
                 {"username", "ana"},
                 {"name", "Ana"},
                 {"role", "peer"},
                 {"languages", json::array()},
                 {"experiences", json::array()},
                 {"lines", json::array()},
                 {"capacity", 5},
                 {"enabled", true},
                 {"presence", "on"},
                 {"load", 1},
                 {"reset_until", nullptr}};
  CHECK(named(service.as("cora"), "ana") == ana);
  CHECK(named(service.as("cora"), "dee").at("lines") ==
        json::array({service.line_id(test::offer_line)}));
  CHECK(named(service.as("cora"), "ben").at("enabled") == false);
}

TEST_CASE("administrators change all that somebody is, and it is on record who did") {
  const Service service;
  const auto ada = service.as("ada");
  REQUIRE(ada.put("/api/experiences",
                  {{"items", {{{"name", "grief"}, {"labels", {{"en", "loss"}, {"es", "duelo"}}}}}}})
              .status == 200);
  const json wanted{{"name", " Ana María "},
                    {"role", "coordinator"},
                    {"languages", {"en", "es-MX"}},
                    {"experiences", {"grief"}},
                    {"lines", {service.line_id(test::offer_line)}},
                    {"capacity", 3}};
  const auto reply = patch(ada, path_of(service, "ana"), wanted);
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  auto shown = json::parse(reply.body);
  CHECK(shown == named(ada, "ana"));
  CHECK(shown.at("name") == "Ana María");
  for (const char* field : {"role", "languages", "experiences", "lines", "capacity"}) {
    CHECK(shown.at(field) == wanted.at(field));
  }
  CHECK(service.as("ana").read("/api/me").at("staff").at("role") == "coordinator");

  const auto changed = event_of(service, "staff.changed");
  CHECK(changed.at("actor_name") == "Ada");
  CHECK(changed.at("data").at("staff_name") == "Ana María");
  CHECK(changed.at("data").at("role") == "coordinator");
  CHECK(changed.at("data").at("changed") ==
        json{"name", "role", "languages", "experiences", "lines", "capacity"});
  // The same again changes nothing, and is not told.
  REQUIRE(patch(ada, path_of(service, "ana"), wanted).status == 200);
  CHECK(event_of(service, "staff.changed") == changed);
  // An experience that is offered no more stays theirs.
  REQUIRE(ada.put("/api/experiences", {{"items", json::array()}}).status == 200);
  CHECK(patch(ada, path_of(service, "ana"), wanted).status == 200);
}

TEST_CASE("coordinators see to what peers can take, and to nothing else of accounts") {
  const Service service;
  const auto cora = service.as("cora");
  const json fine{{"capacity", 2}, {"languages", {"es"}}, {"experiences", json::array()}};
  CHECK(patch(cora, path_of(service, "ana"), fine).status == 200);
  CHECK(named(cora, "ana").at("capacity") == 2);
  for (const auto& wanted :
       {json{{"role", "coordinator"}}, json{{"name", "Anna"}}, json{{"lines", json::array()}}}) {
    CHECK(problem_of(patch(cora, path_of(service, "ana"), wanted)) == "403 forbidden");
  }
  for (const char* other : {"cora", "ada"}) {
    CHECK(problem_of(patch(cora, path_of(service, other), fine)) == "403 forbidden");
  }
  for (const char* act : {"/disable", "/enable", "/reset"}) {
    CHECK(problem_of(cora.post(path_of(service, "ana", act))) == "403 forbidden");
  }
  CHECK(problem_of(cora.get("/api/invitations")) == "403 forbidden");
  CHECK(problem_of(cora.post("/api/invitations", {{"name", "Eve"}})) == "403 forbidden");
  for (const char* path : {"/api/staff", "/api/activity"}) {
    CHECK(problem_of(service.as("ana").get(path)) == "403 forbidden");
  }
}

TEST_CASE("what nobody can be is refused, and changes nothing") {
  const Service service;
  const auto ada = service.as("ada");
  const auto before = named(ada, "ana");
  const std::vector<std::string> twice{"en", "en"};
  for (const auto& wanted : {json{{"name", ""}},
                             json{{"name", "\n"}},
                             json{{"name", "An\ta"}},
                             json{{"name", 5}},
                             json{{"name", std::string(61, 'x')}},
                             json{{"name", "​"}},
                             json{{"role", "owner"}},
                             json{{"role", json::array()}},
                             json{{"capacity", 0}},
                             json{{"capacity", 51}},
                             json{{"capacity", 2.5}},
                             json{{"capacity", "3"}},
                             json{{"languages", "en"}},
                             json{{"languages", {"e n"}}},
                             json{{"languages", {""}}},
                             json{{"languages", twice}},
                             json{{"languages", {std::string(36, 'e')}}},
                             json{{"languages", {1}}},
                             json{{"experiences", {"of nobody"}}},
                             json{{"lines", {"no-id"}}},
                             json{{"lines", {service.id_of("ana")}}},
                             json{{"lines", {{"id", 1}}}}}) {
    CAPTURE(wanted.dump());
    CHECK(problem_of(patch(ada, path_of(service, "ana"), wanted)) == "400 malformed");
  }
  const auto garbage =
      ada.ask("PATCH", path_of(service, "ana"), {{"Content-Type", "application/json"}}, "[1");
  CHECK(problem_of(garbage) == "400 malformed");
  CHECK(named(ada, "ana") == before);
}

TEST_CASE("who is disabled gives back what they have, is signed out at once, and stays out") {
  Service service;
  const auto open = with_ana(service, "+15035550142");
  const auto rests = with_ana(service, "+15035550143");
  const auto session = service.signed_in("ana");
  REQUIRE(session.post("/api/conversations/" + rests + "/rest", {{"until", "2026-11-21T09:00:00Z"}})
              .status == 200);
  test::WebSocketClient feed(service.port(), "/api/live", session.headers());
  REQUIRE(feed.handshake.status == 101);

  const auto reply = service.as("ada").post(path_of(service, "ana", "/disable"));
  REQUIRE(reply.status == 200);
  const auto shown = json::parse(reply.body);
  CHECK(shown.at("enabled") == false);
  CHECK(shown.at("presence") == "off");
  CHECK(shown.at("load") == 0);
  CHECK(state_of(service, open) == "waiting");
  CHECK(state_of(service, rests) == "waiting");
  CHECK(closed_with(feed) == 4001);
  CHECK(problem_of(session.get("/api/me")) == "401 not_signed_in");
  CHECK(problem_of(service.as("ana").get("/api/me")) == "401 not_signed_in");
  const json typed{{"username", "ana"}, {"password", test::password}};
  CHECK(problem_of(service.nobody().post("/api/session", typed)) == "401 wrong_password");

  const auto acts = service.as("cora").read("/api/activity?actor=" + service.id_of("ada"));
  std::string kinds;
  for (const auto& act : acts.at("items")) kinds += act.at("kind").get<std::string>() + " ";
  CHECK(kinds == "staff.disabled conversation.returned conversation.returned presence.changed ");
  CHECK(acts.at("items").front().at("data").at("staff_name") == "Ana");

  // Once more changes nothing.
  CHECK(service.as("ada").post(path_of(service, "ana", "/disable")).status == 200);
  CHECK(event_of(service, "staff.disabled").at("seq") == acts.at("items").front().at("seq"));
}

TEST_CASE("who was off, and has something all the same, gives it back too when disabled") {
  Service service;
  const auto id = service.hears("+15035550142", "hi");
  const json insist{{"to", service.id_of("ana")}, {"insist", true}};
  REQUIRE(service.as("cora").post("/api/conversations/" + id + "/assign", insist).status == 200);
  REQUIRE(state_of(service, id) == "open");
  REQUIRE(service.as("ada").post(path_of(service, "ana", "/disable")).status == 200);
  CHECK(state_of(service, id) == "waiting");
}

TEST_CASE("who is enabled again signs in with the password they had, and is off") {
  const Service service;
  const auto ada = service.as("ada");
  REQUIRE(ada.post(path_of(service, "ana", "/disable")).status == 200);
  const auto reply = ada.post(path_of(service, "ana", "/enable"));
  REQUIRE(reply.status == 200);
  CHECK(json::parse(reply.body).at("enabled") == true);
  CHECK(service.signed_in("ana").read("/api/me").at("staff").at("presence") == "off");
  CHECK(problem_of(service.as("ana").get("/api/me")) == "401 not_signed_in");
  CHECK(event_of(service, "staff.enabled").at("actor_name") == "Ada");
}

TEST_CASE(
    "who is enabled again, or works a line again, is reminded of the shifts they still have") {
  Service service;
  const auto ada = service.as("ada");
  const auto line = service.line_id(test::pull_line);
  // 20:00 by the line's clock; it is 18:10.
  const json shift{{"line", line},
                   {"staff", service.id_of("ana")},
                   {"first_day", "2026-11-20"},
                   {"begins", "20:00"},
                   {"ends", "23:00"}};
  REQUIRE(service.as("cora").post("/api/rota/rules", shift).status == 201);
  const auto reminder = *routing::parse_instant("2026-11-21T03:45:00Z");
  // Where the rota was looked at while the shift was nobody's, it is next looked at after that.
  const auto looked_in_vain = [&] {
    service.change([&](store::Writing& store) {
      store::rota::set_progress(store, *routing::LineId::parse(line),
                                {store.now, store.now + std::chrono::hours(6)});
    });
  };
  const auto is_reminded = [&] {
    bool in_time = false;
    service.look([&](store::Reading& store) {
      in_time =
          store::rota::progress(store, *routing::LineId::parse(line))->next_due_at <= reminder;
    });
    return in_time;
  };

  REQUIRE(ada.post(path_of(service, "ana", "/disable")).status == 200);
  looked_in_vain();
  REQUIRE(ada.post(path_of(service, "ana", "/enable")).status == 200);
  CHECK(is_reminded());
  looked_in_vain();
  REQUIRE(ada.post(path_of(service, "ana", "/enable")).status == 200);
  CHECK_FALSE(is_reminded());  // nothing was different

  const auto works = [&](const json& lines) {
    REQUIRE(patch(ada, path_of(service, "ana"), {{"lines", lines}}).status == 200);
  };
  works({service.line_id(test::offer_line)});
  looked_in_vain();
  works({line});
  CHECK(is_reminded());
}

TEST_CASE("the last administrator can neither be disabled nor be made anything less") {
  const Service service;
  const auto ada = service.as("ada");
  CHECK(problem_of(ada.post(path_of(service, "ada", "/disable"))) == "409 last_administrator");
  CHECK(problem_of(patch(ada, path_of(service, "ada"), {{"role", "peer"}})) ==
        "409 last_administrator");
  CHECK(patch(ada, path_of(service, "ada"), {{"capacity", 2}}).status == 200);
  REQUIRE(patch(ada, path_of(service, "cora"), {{"role", "administrator"}}).status == 200);
  CHECK(patch(ada, path_of(service, "ada"), {{"role", "coordinator"}}).status == 200);
  CHECK(problem_of(service.as("cora").post(path_of(service, "cora", "/disable"))) ==
        "409 last_administrator");
  CHECK(problem_of(ada.post(path_of(service, "cora", "/disable"))) == "403 forbidden");
  // One who is disabled is none to rely on.
  REQUIRE(patch(service.as("cora"), path_of(service, "ada"), {{"role", "administrator"}}).status ==
          200);
  REQUIRE(service.as("cora").post(path_of(service, "ada", "/disable")).status == 200);
  CHECK(problem_of(patch(service.as("cora"), path_of(service, "cora"), {{"role", "peer"}})) ==
        "409 last_administrator");
}

TEST_CASE("who works a line no more gives back what they had there, and leaves its on-call list") {
  Service service;
  const auto here = with_ana(service, "+15035550142", test::pull_line);
  const auto there = with_ana(service, "+15035550143", test::offer_line);
  const auto ada = service.as("ada");
  const auto on_call = "/api/lines/" + service.line_id(test::pull_line) + "/on-call";
  REQUIRE(ada.put(on_call, {{"staff", {service.id_of("cora"), service.id_of("ada")}}}).status ==
          200);

  const json one{{"lines", {service.line_id(test::offer_line)}}};
  REQUIRE(patch(ada, path_of(service, "ana"), one).status == 200);
  CHECK(state_of(service, here) == "waiting");
  CHECK(state_of(service, there) == "open");
  REQUIRE(patch(ada, path_of(service, "cora"), one).status == 200);
  const auto left = ada.read(on_call).at("items");
  REQUIRE(left.size() == 1);
  CHECK(left.front().at("name") == "Ada");
  CHECK(event_of(service, "on_call.set").at("data").at("on_call_names") == json::array({"Ada"}));
}

TEST_CASE("a change of role reaches a live feed at once") {
  Service service;
  test::WebSocketClient feed(service.port(), "/api/live", service.as("cora").headers());
  REQUIRE(feed.handshake.status == 101);
  REQUIRE(patch(service.as("ada"), path_of(service, "cora"), {{"role", "peer"}}).status == 200);
  // Sign-ins are for coordinators to hear of; presences are for all.
  static_cast<void>(service.signed_in("ben"));
  REQUIRE(service.as("ben").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto heard = feed.receive();
  REQUIRE(heard);
  CHECK(json::parse(*heard).at("kind") == "presence.changed");
}
