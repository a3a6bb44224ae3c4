// What coordinators set a line to, and what administrators list.
#include <doctest/doctest.h>

#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

json line_of(const Service& service, std::string_view reader = "ana") {
  return service.as(reader).read("/api/lines").at("items").at(0);
}

std::string path_of(const Service& service, const std::string& more) {
  return "/api/lines/" + line_of(service).at("id").get<std::string>() + more;
}

json body_of(const test::Reply& reply) {
  REQUIRE(reply.status == 200);
  return json::parse(reply.body);
}

}  // namespace

TEST_CASE("a coordinator closes a line until a time and opens it again, and everyone sees it") {
  Service service;
  const auto until = routing::format_instant(service.clock().now() + std::chrono::hours(3));
  const auto closed = body_of(service.as("cora").put(
      path_of(service, "/switch"),
      {{"state", "closed"}, {"until", until}, {"words", {{"en", "Back {opens}."}}}}));
  CHECK(closed.at("standing").at("state") == "closed");
  CHECK(closed.at("standing").at("opens_at") == until);
  CHECK(line_of(service).at("switch").at("words").at("en") == "Back {opens}.");
  const auto opened =
      body_of(service.as("cora").put(path_of(service, "/switch"), {{"state", "open"}}));
  CHECK(opened.at("standing").at("state") == "open");
  CHECK(opened.at("switch").is_null());
}

TEST_CASE("a switch is turned down with what is wrong") {
  Service service;
  const auto path = path_of(service, "/switch");
  const auto cora = service.as("cora");
  const auto later = routing::format_instant(service.clock().now() + std::chrono::hours(3));
  const auto past = routing::format_instant(service.clock().now());
  for (const auto& body :
       std::vector<json>{{{"state", "shut"}},
                         {{"state", "closed"}},
                         {{"state", "closed"}, {"until", "tomorrow"}},
                         {{"state", "closed"}, {"until", past}},
                         {{"state", "closed"}, {"until", later}, {"words", "x"}},
                         {{"state", "closed"}, {"until", later}, {"words", {{"en", 5}}}},
                         {{"state", "closed"}, {"until", later}, {"words", {{"xx", "hi"}}}},
                         {{"state", 5}}}) {
    CAPTURE(body.dump());
    CHECK(problem_of(cora.put(path, body)) == "400 malformed");
  }
  CHECK(problem_of(cora.put("/api/lines/nowhere/switch", {{"state", "open"}})) == "404 not_found");
  CHECK(problem_of(service.as("ana").put(path, {{"state", "open"}})) == "403 forbidden");
}

TEST_CASE("waits are set by name, and null is the configuration's again") {
  Service service;
  const auto path = path_of(service, "/timing");
  const auto cora = service.as("cora");
  const auto usual = line_of(service).at("timing");
  CHECK(body_of(cora.put(path, {{"nudge", 90}, {"offer", 12.5}})).at("timing").at("nudge") == 90);
  CHECK(line_of(service).at("timing").at("offer") == 12.5);
  CHECK(body_of(cora.put(path, {{"nudge", nullptr}})).at("timing") == usual);
  for (const auto& body : std::vector<json>{{{"nudge", 0}},
                                            {{"nudge", -1}},
                                            {{"nudge", "90"}},
                                            {{"nudge", 1e9}},
                                            {{"nudges", 90}}}) {
    CAPTURE(body.dump());
    CHECK(problem_of(cora.put(path, body)) == "400 malformed");
  }
}

TEST_CASE("a day gets hours of its own, and loses them") {
  Service service;
  const auto path = path_of(service, "/days/2026-12-24");
  const auto cora = service.as("cora");
  CHECK(body_of(cora.put(path, {{"spans", {"10:00-12:00"}}})).at("days").at("2026-12-24") ==
        json{"10:00-12:00"});
  CHECK(body_of(cora.put(path, {{"spans", json::array()}})).at("days").at("2026-12-24").empty());
  CHECK(body_of(cora.ask("DELETE", path)).at("days").empty());
  CHECK(problem_of(cora.put(path, {{"spans", {"10-12"}}})) == "400 malformed");
  CHECK(problem_of(cora.put(path, {{"spans", "10:00-12:00"}})) == "400 malformed");
  CHECK(problem_of(cora.put(path_of(service, "/days/tomorrow"), {{"spans", json::array()}})) ==
        "400 malformed");
}

TEST_CASE("an administrator lists the experiences that texters may wish for") {
  Service service;
  const json wanted{{"items",
                     {{{"name", "grief"}, {"labels", {{"en", "Losing someone"}}}},
                      {{"name", "veteran"}, {"labels", json::object()}}}}};
  CHECK(body_of(service.as("ada").put("/api/experiences", wanted)).at("items") ==
        wanted.at("items"));
  CHECK(service.as("ana").read("/api/experiences").at("items").size() == 2);
  CHECK(problem_of(service.as("cora").put("/api/experiences", wanted)) == "403 forbidden");
  for (const auto& body :
       std::vector<json>{{{"items", 5}},
                         {{"items", {5}}},
                         {{"items", {{{"name", ""}}}}},
                         {{"items", {{{"name", "grief"}}, {{"name", "grief"}}}}},
                         {{"items", {{{"name", std::string(61, 'a')}}}}},
                         {{"items", {{{"name", "grief"}, {"labels", {{"en", ""}}}}}}}}) {
    CAPTURE(body.dump());
    CHECK(problem_of(service.as("ada").put("/api/experiences", body)) == "400 malformed");
  }
}

TEST_CASE("whoever has it notes what the texter wishes for") {
  Service service;
  REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto path = "/api/conversations/" + service.hears("+15035550142", "hi");
  REQUIRE(service.as("ana").post(path + "/claim").status == 200);
  const json wishes{{{"kind", "experience"}, {"value", "grief"}, {"only", true}}};
  CHECK(body_of(service.as("ana").put(path + "/wishes", {{"wishes", wishes}})).at("wishes") ==
        wishes);
  CHECK(problem_of(service.as("ben").put(path + "/wishes", {{"wishes", wishes}})) ==
        "409 not_owner");
  for (const auto& body :
       std::vector<json>{json::object(),
                         {{"wishes", 5}},
                         {{"wishes", {5}}},
                         {{"wishes", {{{"kind", "experience"}}}}},
                         {{"wishes", {{{"kind", "money"}, {"value", "much"}}}}},
                         {{"wishes", {{{"kind", "not_the_same_person"}, {"not", "ben"}}}}}}) {
    CAPTURE(body.dump());
    CHECK(problem_of(service.as("ana").put(path + "/wishes", body)) == "400 malformed");
  }
  const json not_ben{{{"kind", "not_the_same_person"}, {"not", service.id_of("ben")}}};
  const auto noted = body_of(service.as("cora").put(path + "/wishes", {{"wishes", not_ben}}));
  CHECK(noted.at("wishes").front().at("not") == service.id_of("ben"));
  // As it is read it can be written.
  const json same{{"wishes", noted.at("wishes")}};
  CHECK(body_of(service.as("cora").put(path + "/wishes", same)).at("wishes") == noted.at("wishes"));
}

TEST_CASE("a coordinator brings one conversation, or all that somebody has, back to the queue") {
  Service service;
  REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  std::vector<std::string> paths;
  for (const auto* phone : {"+15035550142", "+15035550143", "+15035550144"}) {
    paths.push_back("/api/conversations/" + service.hears(phone, "hi"));
    REQUIRE(service.as("ana").post(paths.back() + "/claim").status == 200);
  }
  CHECK(body_of(service.as("cora").post(paths[0] + "/return")).at("state") == "waiting");
  CHECK(problem_of(service.as("ana").post(paths[1] + "/return")) == "403 forbidden");
  const auto all = "/api/staff/" + service.id_of("ana") + "/return";
  CHECK(body_of(service.as("cora").post(all)).at("returned") == 2);
  CHECK(service.as("cora").read(paths[2]).at("state") == "waiting");
  CHECK(problem_of(service.as("cora").post("/api/staff/nobody/return")) == "404 not_found");
  CHECK(problem_of(service.as("ana").post(all)) == "403 forbidden");
}

TEST_CASE("a line says when it is open on each weekday") {
  const Service service;
  const auto hours = line_of(service).at("hours");
  REQUIRE(hours.size() == 7);
  for (const auto& day : hours) CHECK(day == json::array());
}
