// How somebody has their inbox, as the inbox asks for it and changes it.
#include <string>

#include <doctest/doctest.h>

#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

const std::string own = "/api/me/settings";

json at_first() {
  return {{"language", nullptr},        {"colours", "auto"}, {"contrast", "normal"},
          {"text_size", "normal"},      {"calm", false},     {"enter_sends", false},
          {"single_keys", true},        {"sound", true},     {"system_notices", false},
          {"notices_show_words", false}};
}

}  // namespace

TEST_CASE("everybody has settings of their own, which stay as they were set") {
  const Service service;
  const auto ana = service.as("ana");
  CHECK(ana.read(own) == at_first());

  const auto changed = ana.put(own, {{"language", "es"}, {"calm", true}, {"text_size", "large"}});
  REQUIRE(changed.status == 200);
  json wanted = at_first();
  wanted.update({{"language", "es"}, {"calm", true}, {"text_size", "large"}});
  CHECK(json::parse(changed.body) == wanted);
  CHECK(ana.read(own) == wanted);
  CHECK(ana.read("/api/me").at("settings") == wanted);
  CHECK(service.as("ben").read(own) == at_first());
}

TEST_CASE("what is left out of a change stays, and null gives the language back to the browser") {
  const Service service;
  const auto ana = service.as("ana");
  REQUIRE(ana.put(own, {{"language", "es"}, {"sound", false}}).status == 200);
  REQUIRE(ana.put(own, {{"language", nullptr}}).status == 200);
  json wanted = at_first();
  wanted["sound"] = false;
  CHECK(ana.read(own) == wanted);
}

TEST_CASE("a setting is one of those there are") {
  const Service service;
  const auto ana = service.as("ana");
  for (const auto& wrong :
       {json{{"language", "tlh"}}, json{{"colours", "pink"}}, json{{"contrast", ""}},
        json{{"text_size", 3}}, json{{"calm", "yes"}}, json{{"language", 1}}}) {
    CAPTURE(wrong.dump());
    CHECK(problem_of(ana.put(own, wrong)) == "400 malformed");
  }
  CHECK(ana.read(own) == at_first());
}

namespace {

const std::string own_password = "/api/me/password";

unsigned signs_in_with(const Service& service, std::string_view words) {
  const json body{{"username", "ana"}, {"password", words}};
  return service.nobody().post("/api/session", body).status;
}

}  // namespace

TEST_CASE("who knows their password may choose another, and is signed out everywhere else") {
  const Service service;
  const auto here = service.signed_in("ana");
  const auto elsewhere = service.signed_in("ana");
  const auto ben = service.signed_in("ben");
  const json change{{"current", test::password}, {"password", "a garden of beans"}};
  REQUIRE(here.put(own_password, change).status == 204);

  CHECK(here.get("/api/me").status == 200);
  CHECK(problem_of(elsewhere.get("/api/me")) == "401 not_signed_in");
  CHECK(ben.get("/api/me").status == 200);
  CHECK(signs_in_with(service, test::password) == 401);
  CHECK(signs_in_with(service, "a garden of beans") == 200);
  CHECK(service.log().find("garden") == std::string::npos);
}

TEST_CASE("a wrong password changes none, and counts as one when signing in does") {
  const Service service;
  const auto ana = service.signed_in("ana");
  const json change{{"current", "a guess"}, {"password", "a garden of beans"}};
  for (int i = 0; i < 5; ++i)
    CHECK(problem_of(ana.put(own_password, change)) == "401 wrong_password");
  CHECK(problem_of(ana.put(own_password, change)) == "429 too_many_tries");
  const json right{{"current", test::password}, {"password", "a garden of beans"}};
  CHECK(problem_of(ana.put(own_password, right)) == "429 too_many_tries");
}

TEST_CASE("a new password has to be one, and a program has none") {
  const Service service;
  const auto ana = service.signed_in("ana");
  const json weak{{"current", test::password}, {"password", "short"}};
  CHECK(problem_of(ana.put(own_password, weak)) == "422 bad_password");
  CHECK(problem_of(ana.put(own_password, {{"current", test::password}})) == "400 malformed");
  const json change{{"current", test::password}, {"password", "a garden of beans"}};
  CHECK(problem_of(service.as("ana").put(own_password, change)) == "403 forbidden");
  CHECK(signs_in_with(service, test::password) == 200);
}
