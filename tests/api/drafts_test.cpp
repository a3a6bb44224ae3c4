#include <doctest/doctest.h>

#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

constexpr std::string_view maya = "+15035550142";

// One that ana has claimed; its path.
std::string anas(Service& service) {
  REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto path = "/api/conversations/" + service.hears(maya, "hi");
  REQUIRE(service.as("ana").post(path + "/claim").status == 200);
  return path;
}

json draft(const char* words, const json& version = nullptr, const char* kind = "text") {
  return {{"kind", kind}, {"body", words}, {"version", version}};
}

json drafts_of(const Service& service, const char* who) {
  return service.as(who).read("/api/drafts").at("items");
}

}  // namespace

TEST_CASE("a draft is kept for its writer, on every device, and for nobody else") {
  Service service;
  const auto path = anas(service);
  const auto kept = service.as("ana").put(path + "/draft", draft("I hear yo"));
  CHECK(kept.status == 200);
  const auto first = json::parse(kept.body);
  CHECK(first.at("body") == "I hear yo");
  const auto more = service.as("ana").put(path + "/draft", draft("I hear you", first["version"]));
  CHECK(more.status == 200);
  CHECK(service.as("ana").put(path + "/draft", draft("a note", nullptr, "note")).status == 200);

  const auto all = drafts_of(service, "ana");
  REQUIRE(all.size() == 2);
  CHECK(all.at(1).at("body") == "I hear you");
  CHECK(all.at(1).at("kind") == "text");
  CHECK("/api/conversations/" + all.at(1).at("conversation").get<std::string>() == path);
  CHECK(all.at(1).at("texter").at("codename") ==
        service.as("ana").read(path).at("texter").at("codename"));
  CHECK(all.at(1).at("owner_name") == "Ana");
  CHECK(drafts_of(service, "ben").empty());
  CHECK(drafts_of(service, "cora").empty());
  CHECK(service.log().find("hear") == std::string::npos);
}

TEST_CASE("words that were written over others on another device are not kept: both are offered") {
  Service service;
  const auto path = anas(service) + "/draft";
  const auto version = json::parse(service.as("ana").put(path, draft("one")).body)["version"];
  REQUIRE(service.as("ana").put(path, draft("one on the phone", version)).status == 200);
  const auto late = service.as("ana").put(path, draft("one on the laptop", version));
  CHECK(problem_of(late) == "409 draft_changed");
  const auto theirs = json::parse(late.body).at("draft");
  CHECK(theirs.at("body") == "one on the phone");
  // An old device does not wipe out what is newer either.
  CHECK(problem_of(service.as("ana").put(path, draft("", version))) == "409 draft_changed");
  CHECK(problem_of(service.as("ana").put(path, draft("unaware"))) == "409 draft_changed");
  const auto chosen = service.as("ana").put(path, draft("both", theirs["version"]));
  CHECK(chosen.status == 200);
  // The same words again, after a lost answer, are no change.
  CHECK(service.as("ana").put(path, draft("both", theirs["version"])).status == 200);
}

TEST_CASE("an empty draft is none, and over none any version will do") {
  Service service;
  const auto path = anas(service) + "/draft";
  const auto version = json::parse(service.as("ana").put(path, draft("one")).body)["version"];
  const auto gone = service.as("ana").put(path, draft("", version));
  CHECK(gone.status == 200);
  CHECK(json::parse(gone.body).at("version").is_null());
  CHECK(drafts_of(service, "ana").empty());
  CHECK(service.as("ana").put(path, draft("two", version)).status == 200);
}

TEST_CASE("a draft goes with the text or the note that it was") {
  Service service;
  const auto path = anas(service);
  REQUIRE(service.as("ana").put(path + "/draft", draft("I hear you ")).status == 200);
  REQUIRE(service.as("ana").put(path + "/draft", draft("garden", nullptr, "note")).status == 200);
  REQUIRE(service.as("ana")
              .post(path + "/texts", {{"body", "something else"}, {"client_id", "1"}})
              .status == 201);
  CHECK(drafts_of(service, "ana").size() == 2);
  REQUIRE(service.as("ana")
              .post(path + "/texts", {{"body", "I hear you"}, {"client_id", "2"}})
              .status == 201);
  CHECK(drafts_of(service, "ana").size() == 1);
  REQUIRE(service.as("ana").post(path + "/notes", {{"body", "garden"}}).status == 201);
  CHECK(drafts_of(service, "ana").empty());
}

TEST_CASE("after a handoff the words are still their writer's, who sees who has it now") {
  Service service;
  const auto path = anas(service);
  REQUIRE(service.as("ben").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto version =
      json::parse(service.as("ana").put(path + "/draft", draft("I hear")).body)["version"];
  REQUIRE(service.as("cora").post(path + "/assign", {{"to", service.id_of("ben")}}).status == 200);
  CHECK(problem_of(service.as("ana").get(path)) == "403 forbidden");
  CHECK(service.as("ana").put(path + "/draft", draft("I hear you", version)).status == 200);
  const auto all = drafts_of(service, "ana");
  REQUIRE(all.size() == 1);
  CHECK(all.at(0).at("body") == "I hear you");
  CHECK(all.at(0).at("owner_name") == "Ben");
  CHECK(drafts_of(service, "ben").empty());
}

TEST_CASE("drafts come in pages, the latest first") {
  Service service;
  anas(service);
  for (int i = 0; i < 5; ++i) {
    const auto path =
        "/api/conversations/" + service.hears("+1503555017" + std::to_string(i), "hi");
    REQUIRE(service.as("cora").put(path + "/draft", draft(std::to_string(i).c_str())).status ==
            200);
  }
  std::string words;
  std::string next = "/api/drafts?limit=2";
  while (!next.empty()) {
    const auto page = service.as("cora").read(next);
    for (const auto& item : page.at("items")) words += item.at("body").get<std::string>();
    next = page.at("next").is_null()
               ? ""
               : "/api/drafts?limit=2&cursor=" + page.at("next").get<std::string>();
  }
  CHECK(words == "43210");
}

TEST_CASE("what is no draft is turned down") {
  Service service;
  const auto path = anas(service) + "/draft";
  const auto put = [&](const json& body) { return problem_of(service.as("ana").put(path, body)); };
  CHECK(put({{"kind", "event"}, {"body", "x"}}) == "400 malformed");
  CHECK(put({{"kind", "text"}}) == "400 malformed");
  CHECK(put({{"kind", "text"}, {"body", "x"}, {"version", "3"}}) == "400 malformed");
  CHECK(put({{"kind", "text"}, {"body", std::string(8001, 'x')}}) == "422 too_long");
  CHECK(service.as("ana").put(path, draft(std::string(8000, 'x').c_str())).status == 200);
  CHECK(problem_of(service.as("dee").put(path, draft("x"))) == "403 forbidden");
  CHECK(problem_of(service.as("ana").put("/api/conversations/1/draft", draft("x"))) ==
        "404 not_found");
  CHECK(problem_of(service.as("ana").get("/api/drafts?cursor=x")) == "400 malformed");
}

TEST_CASE("nothing is kept for somebody who was forgotten") {
  Service service;
  const auto path = anas(service) + "/draft";
  const auto version = json::parse(service.as("ana").put(path, draft("one")).body)["version"];
  service.hears(maya, "FORGET");
  CHECK(drafts_of(service, "ana").size() == 1);
  service.hears(maya, "FORGET");
  CHECK(drafts_of(service, "ana").empty());
  CHECK(problem_of(service.as("ana").put(path, draft("two", version))) == "409 forgotten");
}
