#include <string>

#include <doctest/doctest.h>

#include "gateway/auth/sign_in.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

void plan(const Service& service, std::string_view username, std::string_view first_day) {
  json body{{"line", service.line_id(test::pull_line)},
            {"first_day", first_day},
            {"begins", "20:00"},
            {"ends", "04:00"}};
  if (!username.empty()) body["staff"] = service.id_of(username);
  REQUIRE(service.as("cora").post("/api/rota/rules", body).status == 201);
}

// The path of the address that is handed out.
std::string renewed(const Service& service, std::string_view username, const std::string& path) {
  const auto reply = service.as(username).post(path);
  REQUIRE(reply.status == 200);
  const auto url = json::parse(reply.body).at("url").get<std::string>();
  const std::string origin(test::public_url);
  REQUIRE(url.starts_with(origin + "/rota/"));
  REQUIRE(url.ends_with(".ics"));
  return url.substr(origin.size());
}

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("somebody's calendar has their shifts, and nobody else's") {
  const Service service;
  plan(service, "ana", "2026-11-20");
  plan(service, "ana", "2026-11-27");
  plan(service, "ben", "2026-11-21");
  const auto reply = service.nobody().get(renewed(service, "ana", "/api/me/rota-feed"));
  REQUIRE(reply.status == 200);
  CHECK(reply.header("Content-Type") == "text/calendar; charset=utf-8");
  CHECK(reply.body.starts_with("BEGIN:VCALENDAR\r\n"));
  CHECK(reply.body.ends_with("END:VCALENDAR\r\n"));
  CHECK(count(reply.body, "BEGIN:VEVENT") == 2);
  CHECK(count(reply.body, "DTSTART:20261121T040000Z\r\n") == 1);
  CHECK(count(reply.body, "DTEND:20261121T120000Z\r\n") == 1);
  CHECK(count(reply.body, "SUMMARY:Community line\r\n") == 2);
  CHECK(count(reply.body, "UID:") == 2);
  CHECK(count(reply.body, "Ana") == 0);
}

TEST_CASE("a line's calendar has everybody's shifts, and is a coordinator's to hand out") {
  const Service service;
  plan(service, "ana", "2026-11-20");
  plan(service, "", "2026-11-21");
  const auto path = "/api/lines/" + service.line_id(test::pull_line) + "/rota-feed";
  CHECK(problem_of(service.as("ana").post(path)) == "403 forbidden");
  const auto reply = service.nobody().get(renewed(service, "cora", path));
  REQUIRE(reply.status == 200);
  CHECK(count(reply.body, "SUMMARY:Ana\r\n") == 1);
  CHECK(count(reply.body, "SUMMARY:Open shift\r\n") == 1);
  CHECK(count(reply.body, "X-WR-CALNAME:Community line\r\n") == 1);
}

TEST_CASE("a wrong address leads nowhere, and so does one that was renewed") {
  const Service service;
  const auto first = renewed(service, "ana", "/api/me/rota-feed");
  const auto second = renewed(service, "ana", "/api/me/rota-feed");
  CHECK(first != second);
  CHECK(problem_of(service.nobody().get(first)) == "404 not_found");
  CHECK(service.nobody().get(second).status == 200);
  for (const std::string& path :
       {std::string("/rota/made-up.ics"), second.substr(0, second.size() - 4), second + ".ics",
        std::string("/rota/.ics"), "/rota/" + std::string(5000, 'a') + ".ics"}) {
    CHECK(problem_of(service.nobody().get(path)) == "404 not_found");
  }
}

TEST_CASE("the calendar of somebody who was disabled is gone") {
  const Service service;
  const auto path = renewed(service, "ana", "/api/me/rota-feed");
  service.change([&](store::Writing& store) {
    auth::disable(store, *routing::StaffId::parse(service.id_of("ana")), {});
  });
  CHECK(problem_of(service.nobody().get(path)) == "404 not_found");
}

TEST_CASE("a line's calendar is gone while whoever handed it out is no coordinator") {
  const Service service;
  const auto path =
      renewed(service, "cora", "/api/lines/" + service.line_id(test::pull_line) + "/rota-feed");
  const auto becomes = [&](const char* role) {
    const json body{{"role", role}};
    const auto reply = service.as("ada").ask("PATCH", "/api/staff/" + service.id_of("cora"),
                                             {{"Content-Type", "application/json"}}, body.dump());
    REQUIRE(reply.status == 200);
  };
  becomes("peer");
  CHECK(problem_of(service.nobody().get(path)) == "404 not_found");
  becomes("coordinator");
  CHECK(service.nobody().get(path).status == 200);
  REQUIRE(service.as("ada").post("/api/staff/" + service.id_of("cora") + "/disable").status == 200);
  CHECK(problem_of(service.nobody().get(path)) == "404 not_found");
}

TEST_CASE("a feed's secret is kept nowhere, and opens nothing else") {
  const Service service;
  const auto path = renewed(service, "ana", "/api/me/rota-feed");
  const auto token = path.substr(6, path.size() - 10);
  CHECK(service.log().find(token) == std::string::npos);
  service.look([&](store::Reading& store) {
    auto kept =
        store.db.query("SELECT count(*) FROM rota_feeds WHERE instr(token_hash, ?1) > 0", token);
    REQUIRE(kept.next());
    CHECK(kept.get<int>(0) == 0);
    auto told = store.db.query("SELECT count(*) FROM events WHERE instr(data, ?1) > 0", token);
    REQUIRE(told.next());
    CHECK(told.get<int>(0) == 0);
  });
  const test::Caller program(service.port(), {{"Authorization", "Bearer " + token}});
  CHECK(problem_of(program.get("/api/me")) == "401 not_signed_in");
}
