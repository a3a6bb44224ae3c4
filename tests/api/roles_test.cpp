#include <string>

#include <doctest/doctest.h>

#include "gateway/routes.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::problem_of;
using test::Service;

namespace {

// A path that fits the pattern, of a conversation that is there.
std::string path_of(std::string_view pattern, const std::string& conversation) {
  std::string path(pattern);
  if (const auto place = path.find("{id}"); place != std::string::npos) {
    path.replace(place, 4, conversation);
  }
  return path;
}

bool is_guarded(const RouteRow& row) {
  return row.access != auth::Access::anyone && row.access != auth::Access::signed_by_carrier &&
         row.pattern != "/api/live";
}

}  // namespace

TEST_CASE("every route for staff refuses whoever is not signed in, or has made-up credentials") {
  Service service;
  const auto id = service.hears("+15035550142", "hi");
  int guarded = 0;
  for (const auto& row : route_table()) {
    if (!is_guarded(row)) continue;
    ++guarded;
    const auto path = path_of(row.pattern, id);
    CAPTURE(path);
    for (const auto& headers : {test::HeaderList{},
                                {{"Cookie", "warmline_session=made-up"}},
                                {{"Authorization", "Bearer made-up"}},
                                {{"Authorization", "Basic YW5hOng="}},
                                {{"Authorization", "Bearer"}}}) {
      CHECK(problem_of(service.nobody().ask(row.method, path, headers)) == "401 not_signed_in");
    }
  }
  CHECK(guarded >= 20);
}

TEST_CASE("every changing route refuses a cookie without its CSRF token") {
  Service service;
  const auto id = service.hears("+15035550142", "hi");
  const auto ada = service.signed_in("ada");
  for (const auto& row : route_table()) {
    if (!is_guarded(row) || row.method == "GET") continue;
    const auto path = path_of(row.pattern, id);
    CAPTURE(path);
    CHECK(problem_of(service.nobody().ask(row.method, path, {ada.headers().front()})) ==
          "403 bad_csrf");
  }
}

TEST_CASE("every route for coordinators refuses peers") {
  Service service;
  const auto id = service.hears("+15035550142", "hi");
  int refused = 0;
  for (const auto& row : route_table()) {
    if (row.access != auth::Access::coordinator && row.access != auth::Access::administrator) {
      continue;
    }
    ++refused;
    CHECK(problem_of(service.as("ana").ask(row.method, path_of(row.pattern, id))) ==
          "403 forbidden");
  }
  CHECK(refused > 0);
}

TEST_CASE("ids that nothing has, and what can't be an id, are not found") {
  const Service service;
  const auto ada = service.as("ada");
  for (const auto& row : route_table()) {
    if (row.pattern.find("{id}") == std::string_view::npos) continue;
    for (const char* id : {"01936f2e-0000-7000-8000-000000000000", "no-id", "%00", "1"}) {
      const auto path = path_of(row.pattern, id);
      CAPTURE(path);
      const test::json body{{"body", "hello"},
                            {"kind", "text"},
                            {"version", nullptr},
                            {"client_id", "1"},
                            {"to", service.id_of("ana")},
                            {"until", "2030-01-01T00:00:00Z"},
                            {"wishes", test::json::array()},
                            {"note", "why"},
                            {"reason", "why"}};
      const auto reply = ada.ask(row.method, path, {{"Content-Type", "application/json"}},
                                 row.method == "GET" ? "" : body.dump());
      // Nobody is offered what is not there.
      const bool is_offer = path.ends_with("/accept") || path.ends_with("/pass");
      const auto problem = problem_of(reply);
      CHECK((problem == "404 not_found" || (is_offer && problem == "409 offer_expired")));
    }
  }
}
