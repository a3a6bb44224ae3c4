// Links that let somebody in once: to join, and to choose a new password.
#include <chrono>
#include <string>

#include <doctest/doctest.h>

#include "gateway/auth/staff_links.hpp"
#include "gateway/store/staff.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view chosen = "a garden full of beans";

json invited(const Service& service, const json& wanted = {{"name", "Eve"}}) {
  const auto reply = service.as("ada").post("/api/invitations", wanted);
  INFO(reply.body);
  REQUIRE(reply.status == 201);
  return json::parse(reply.body);
}

std::string token_of(const json& link) {
  const auto url = link.at("url").get<std::string>();
  const std::string begins = std::string(test::public_url) + "/join#";
  REQUIRE(url.starts_with(begins));
  return url.substr(begins.size());
}

std::string reset_of(const Service& service, std::string_view username) {
  const auto reply = service.as("ada").post("/api/staff/" + service.id_of(username) + "/reset");
  REQUIRE(reply.status == 201);
  return token_of(json::parse(reply.body));
}

test::Reply look(const Service& service, std::string_view token) {
  return service.nobody().post("/api/join/look", {{"token", token}});
}

test::Reply join(const Service& service, std::string_view token, std::string_view username = "eve",
                 std::string_view password = chosen) {
  return service.nobody().post("/api/join",
                               {{"token", token}, {"username", username}, {"password", password}});
}

test::Reply sign_in(const Service& service, std::string_view username, std::string_view password) {
  return service.nobody().post("/api/session", {{"username", username}, {"password", password}});
}

}  // namespace

TEST_CASE(
    "whoever has the link chooses a name and a password, and is let in as they were invited") {
  const Service service;
  const auto line = service.line_id(test::offer_line);
  const json wanted{{"name", "Eve"},
                    {"role", "coordinator"},
                    {"languages", {"es"}},
                    {"lines", {line}},
                    {"capacity", 2}};
  const auto link = invited(service, wanted);
  CHECK(link.at("made_by_name") == "Ada");
  CHECK(link.at("expires_at").get<std::string>().starts_with("2026-11-28T02:10:00."));
  const auto listed = service.as("ada").read("/api/invitations").at("items");
  REQUIRE(listed.size() == 1);
  CHECK(listed.front().at("name") == "Eve");
  CHECK_FALSE(listed.front().contains("url"));

  const auto seen = look(service, token_of(link));
  REQUIRE(seen.status == 200);
  CHECK(json::parse(seen.body) == json{{"kind", "invitation"},
                                       {"name", "Eve"},
                                       {"role", "coordinator"},
                                       {"username", nullptr},
                                       {"expires_at", link.at("expires_at")}});
  const auto joined = join(service, token_of(link), " Eve.Adams ");
  INFO(joined.body);
  REQUIRE(joined.status == 200);
  CHECK(joined.header("Set-Cookie").starts_with("warmline_session="));
  const auto staff = json::parse(joined.body).at("staff");
  CHECK(staff.at("username") == "eve.adams");
  CHECK(staff.at("name") == "Eve");
  CHECK(staff.at("role") == "coordinator");
  CHECK(staff.at("languages") == json::array({"es"}));
  CHECK(staff.at("lines") == json::array({line}));
  CHECK(staff.at("capacity") == 2);
  CHECK(sign_in(service, "eve.adams", chosen).status == 200);
  CHECK(service.as("ada").read("/api/invitations").at("items").empty());
}

TEST_CASE("a link opens once, and says so afterwards") {
  const Service service;
  const auto token = token_of(invited(service));
  REQUIRE(join(service, token).status == 200);
  CHECK(problem_of(look(service, token)) == "410 link_over");
  CHECK(problem_of(join(service, token, "mallory")) == "410 link_over");
  CHECK(problem_of(sign_in(service, "mallory", chosen)) == "401 wrong_password");
}

TEST_CASE("a link that is withdrawn, too old or made up opens nothing") {
  Service service;
  const auto withdrawn = invited(service);
  const auto path = "/api/invitations/" + withdrawn.at("id").get<std::string>();
  CHECK(service.as("ada").ask("DELETE", path).status == 204);
  CHECK(problem_of(service.as("ada").ask("DELETE", path)) == "404 not_found");
  CHECK(problem_of(join(service, token_of(withdrawn))) == "410 link_over");

  const auto old = token_of(invited(service));
  const auto old_reset = reset_of(service, "ana");
  service.clock().advance(auth::reset_lasts + 1s);
  CHECK(problem_of(look(service, old_reset)) == "410 link_over");
  CHECK(problem_of(join(service, old_reset)) == "410 link_over");
  CHECK(look(service, old).status == 200);
  service.clock().advance(auth::invitation_lasts - auth::reset_lasts);
  CHECK(problem_of(look(service, old)) == "410 link_over");
  CHECK(problem_of(join(service, old)) == "410 link_over");
  CHECK(service.as("ada").read("/api/invitations").at("items").empty());

  for (const auto& token : {std::string(), std::string("made-up"), std::string(5000, 'x')}) {
    CHECK(problem_of(join(service, token)) == "410 link_over");
  }
  for (const auto& body : {json::object(), json{{"token", 5}}}) {
    CHECK(problem_of(service.nobody().post("/api/join/look", body)) == "400 malformed");
    CHECK(problem_of(service.nobody().post("/api/join", body)) == "400 malformed");
  }
}

TEST_CASE("a username or a password that can't be is refused, and the link stays good") {
  const Service service;
  const auto token = token_of(invited(service));
  CHECK(problem_of(join(service, token, "ana")) == "409 username_taken");
  CHECK(problem_of(join(service, token, "ANA")) == "409 username_taken");
  for (const auto& name : {std::string(), std::string("e v e"), std::string("eve@home"),
                           std::string("évé"), std::string(65, 'e')}) {
    CHECK(problem_of(join(service, token, name)) == "422 bad_username");
  }
  for (const auto& password : {std::string("1234567"), std::string(1025, 'x')}) {
    CHECK(problem_of(join(service, token, "eve", password)) == "422 bad_password");
  }
  const json no_name{{"token", token}, {"password", chosen}};
  CHECK(problem_of(service.nobody().post("/api/join", no_name)) == "422 bad_username");
  const auto elsewhere = service.nobody().ask(
      "POST", "/api/join",
      {{"Content-Type", "application/json"}, {"Origin", "https://evil.example"}}, no_name.dump());
  CHECK(problem_of(elsewhere) == "403 bad_csrf");
  CHECK(join(service, token).status == 200);
}

TEST_CASE("nobody is invited as what can't be, nor without a name") {
  const Service service;
  const auto ada = service.as("ada");
  for (const auto& wanted :
       {json::object(), json{{"name", " "}}, json{{"name", "Eve"}, {"role", "owner"}},
        json{{"name", "Eve"}, {"capacity", 1000}}, json{{"name", "Eve"}, {"lines", {"x"}}},
        json{{"name", "Eve"}, {"experiences", {"of nobody"}}}}) {
    CAPTURE(wanted.dump());
    CHECK(problem_of(ada.post("/api/invitations", wanted)) == "400 malformed");
  }
  CHECK(ada.read("/api/invitations").at("items").empty());
}

TEST_CASE("a reset signs them out at once, and the old password opens nothing any more") {
  Service service;
  const auto ana = service.signed_in("ana");
  REQUIRE(ana.put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto conversation = service.hears("+15035550142", "hi");
  REQUIRE(ana.post("/api/conversations/" + conversation + "/claim").status == 200);

  const auto token = reset_of(service, "ana");
  CHECK(problem_of(ana.get("/api/me")) == "401 not_signed_in");
  CHECK(problem_of(sign_in(service, "ana", test::password)) == "401 wrong_password");
  CHECK(service.as("cora").read("/api/conversations/" + conversation).at("state") == "waiting");
  const auto listed = service.as("cora").read("/api/staff").at("items");
  CHECK(listed.at(1).at("name") == "Ana");
  CHECK(listed.at(1).at("reset_until").get<std::string>().starts_with("2026-11-23T02:10:00."));

  const auto seen = json::parse(look(service, token).body);
  CHECK(seen.at("kind") == "reset");
  CHECK(seen.at("username") == "ana");
  // Whatever username comes with it: it is Ana's.
  const auto reply = join(service, token, "cora");
  REQUIRE(reply.status == 200);
  CHECK(json::parse(reply.body).at("staff").at("username") == "ana");
  CHECK(sign_in(service, "ana", chosen).status == 200);
  CHECK(problem_of(join(service, token)) == "410 link_over");
  CHECK(service.as("cora").read("/api/staff").at("items").at(1).at("reset_until").is_null());
}

TEST_CASE("a later reset replaces the one before, and none lets in who is disabled") {
  const Service service;
  const auto first = reset_of(service, "ana");
  const auto second = reset_of(service, "ana");
  CHECK(problem_of(look(service, first)) == "410 link_over");
  CHECK(look(service, second).status == 200);
  const auto path = "/api/staff/" + service.id_of("ana");
  REQUIRE(service.as("ada").post(path + "/disable").status == 200);
  CHECK(problem_of(join(service, second)) == "410 link_over");
  CHECK(problem_of(service.as("ada").post(path + "/reset")) == "409 account_disabled");
  REQUIRE(service.as("ada").post(path + "/enable").status == 200);
  CHECK(problem_of(join(service, second)) == "410 link_over");
}

TEST_CASE("nobody gets in by a link that was made by who is disabled, or trusted with less") {
  const Service service;
  const auto may_be = [&](const char* who, const json& as) {
    const auto reply = service.as("ada").ask("PATCH", "/api/staff/" + service.id_of(who),
                                             {{"Content-Type", "application/json"}}, as.dump());
    REQUIRE(reply.status == 200);
  };
  const auto makes = [&](const char* who) {
    const auto made =
        service.as(who).post("/api/invitations", {{"name", "Eve"}, {"role", "administrator"}});
    REQUIRE(made.status == 201);
    const auto reset = service.as(who).post("/api/staff/" + service.id_of("ben") + "/reset");
    REQUIRE(reset.status == 201);
    return std::pair(token_of(json::parse(made.body)), token_of(json::parse(reset.body)));
  };
  may_be("cora", {{"role", "administrator"}});
  const auto before = makes("cora");
  may_be("cora", {{"role", "coordinator"}});
  CHECK(problem_of(join(service, before.first)) == "410 link_over");
  CHECK(problem_of(look(service, before.second)) == "410 link_over");

  may_be("cora", {{"role", "administrator"}, {"capacity", 4}});
  const auto after = makes("cora");
  may_be("cora", {{"capacity", 5}});
  CHECK(look(service, after.first).status == 200);
  REQUIRE(service.as("ada").post("/api/staff/" + service.id_of("cora") + "/disable").status == 200);
  CHECK(problem_of(join(service, after.first)) == "410 link_over");
  CHECK(problem_of(look(service, after.second)) == "410 link_over");
  CHECK(service.as("ada").read("/api/invitations").at("items").empty());
  const auto told = service.as("ada").read("/api/activity?kind=staff.invitation_withdrawn");
  CHECK(told.at("items").size() == 2);
}

TEST_CASE("who was invited, joined and was reset is on record, and no link is") {
  const Service service;
  const auto token = token_of(invited(service, {{"name", "Eve"}, {"role", "peer"}}));
  REQUIRE(join(service, token).status == 200);
  const auto ana = reset_of(service, "ana");
  REQUIRE(join(service, ana).status == 200);
  const auto gone = invited(service);
  REQUIRE(service.as("ada")
              .ask("DELETE", "/api/invitations/" + gone.at("id").get<std::string>())
              .status == 204);
  const auto told = service.as("ada").read(
      "/api/activity?kind=staff.invited,staff.invitation_withdrawn,staff.added,staff.reset,"
      "password.set");
  std::string acts;
  for (const auto& item : told.at("items")) {
    const auto actor = item.at("actor_name");
    acts += item.at("kind").get<std::string>() + " by " +
            (actor.is_null() ? "nobody" : actor.get<std::string>()) + "; ";
  }
  CHECK(acts ==
        "staff.invitation_withdrawn by Ada; staff.invited by Ada; password.set by Ana; "
        "staff.reset by Ada; staff.added by Eve; staff.invited by Ada; ");
  CHECK(told.at("items").at(4).at("data").at("from_name") == "Ada");
  for (const auto& secret : {token, ana}) {
    CHECK(told.dump().find(secret) == std::string::npos);
    CHECK(service.log().find(secret) == std::string::npos);
  }
}
