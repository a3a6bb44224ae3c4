#include "gateway/store/rota.hpp"

#include <string>

#include <doctest/doctest.h>

#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

// By the lines' own clock (Los Angeles) it is Friday 2026-11-20, 18:10.
struct Rota {
  Service service;

  json plans(const json& more) {
    json body{{"line", service.line_id(test::pull_line)},
              {"first_day", "2026-11-20"},
              {"begins", "20:00"},
              {"ends", "04:00"}};
    body.update(more);
    const auto reply = service.as("cora").post("/api/rota/rules", body);
    INFO(reply.body);
    REQUIRE(reply.status == 201);
    return json::parse(reply.body);
  }
  std::string fault(const json& more) {
    json body{{"line", service.line_id(test::pull_line)},
              {"first_day", "2026-11-20"},
              {"begins", "20:00"},
              {"ends", "04:00"}};
    body.update(more);
    const auto reply = service.as("cora").post("/api/rota/rules", body);
    const auto problem = problem_of(reply);
    return problem == "422 bad_shift" ? json::parse(reply.body).at("fault").get<std::string>()
                                      : problem;
  }
  json shifts(std::string_view username, std::string_view query = "") {
    return service.as(username)
        .read("/api/rota?from=2026-11-20T00:00:00Z&to=2026-11-29T00:00:00Z" + std::string(query))
        .at("items");
  }
  test::Reply patch(std::string_view username, const std::string& path, const json& body) {
    return service.as(username).ask("PATCH", path, {{"Content-Type", "application/json"}},
                                    body.dump());
  }
  test::Reply remove(std::string_view username, const std::string& path) {
    return service.as(username).ask("DELETE", path);
  }
};

std::string path_of(const json& shift) {
  return "/api/rota/shifts/" + shift.at("id").get<std::string>();
}

}  // namespace

TEST_CASE("a coordinator plans, and everybody on the line sees who works when") {
  Rota rota;
  const auto rule =
      rota.plans({{"staff", rota.service.id_of("ana")}, {"repeats", "FREQ=WEEKLY;BYDAY=FR"}});
  CHECK(rule.at("staff_name") == "Ana");
  CHECK(rule.at("begins") == "20:00");
  CHECK(rule.at("ends") == "04:00");
  CHECK(rule.at("last_day").is_null());
  const auto shifts = rota.shifts("ben");
  REQUIRE(shifts.size() == 2);
  CHECK(shifts[0].at("starts") == "2026-11-21T04:00:00.000000Z");
  CHECK(shifts[0].at("ends") == "2026-11-21T12:00:00.000000Z");
  CHECK(shifts[0].at("staff_name") == "Ana");
  CHECK(shifts[0].at("rule") == rule.at("id"));
  CHECK(shifts[1].at("starts") == "2026-11-28T04:00:00.000000Z");
  CHECK(rota.service.as("ben").read("/api/rota/rules").at("items").at(0) == rule);
  // Dee works the other line alone.
  CHECK(rota.shifts("dee").empty());
  CHECK(rota.service.as("dee").read("/api/rota/rules").at("items").empty());
  const auto other = "/api/rota?from=2026-11-20T00:00:00Z&to=2026-11-29T00:00:00Z&line=" +
                     rota.service.line_id(test::pull_line);
  CHECK(problem_of(rota.service.as("dee").get(other)) == "403 forbidden");
}

TEST_CASE("what is wrong with a shift is said to whoever plans it") {
  Rota rota;
  CHECK(rota.fault({{"repeats", "every friday"}}).starts_with("repeats: "));
  CHECK(rota.fault({{"repeats", "FREQ=DAILY;COUNT=3"}}).ends_with("use last_day"));
  CHECK(rota.fault({{"begins", "8pm"}}) == "begins: is no time such as 20:00");
  CHECK(rota.fault({{"first_day", "2026-02-30"}}) == "first_day: is no day such as 2026-11-27");
  CHECK(rota.fault({{"last_day", "2026-11-19"}}) == "last_day: is before first_day");
  CHECK(rota.fault({{"staff", rota.service.id_of("dee")}}) == "staff: nobody who works this line");
  CHECK(rota.fault({{"staff", "nobody"}}) == "staff: nobody who works this line");
  CHECK(rota.fault({{"line", "no-line"}}) == "404 not_found");
  CHECK(rota.fault({{"begins", nullptr}}) == "400 malformed");
  CHECK(rota.fault({{"repeats", 7}}) == "400 malformed");
}

TEST_CASE("the rota is asked for between two times, not too far apart") {
  const Rota rota;
  for (const char* query : {"", "?from=2026-11-20T00:00:00Z", "?from=soon&to=2026-11-20T00:00:00Z",
                            "?from=2026-11-20T00:00:00Z&to=2026-11-20T00:00:00Z",
                            "?from=2026-11-20T00:00:00Z&to=2027-03-20T00:00:00Z"}) {
    for (const char* path : {"/api/rota", "/api/rota/uncovered"}) {
      CAPTURE(query);
      CHECK(problem_of(rota.service.as("ana").get(std::string(path) + query)) == "400 malformed");
    }
  }
}

TEST_CASE("peers take open shifts, and a second one is told who has it") {
  Rota rota;
  rota.plans(json::object());
  const auto path = path_of(rota.shifts("ana").at(0)) + "/take";
  CHECK(problem_of(rota.service.as("dee").post(path)) == "403 forbidden");
  const auto taken = rota.service.as("ana").post(path);
  REQUIRE(taken.status == 200);
  CHECK(json::parse(taken.body).at("staff_name") == "Ana");
  CHECK(json::parse(taken.body).at("changed") == true);
  const auto late = rota.service.as("ben").post(path);
  CHECK(problem_of(late) == "409 shift_taken");
  CHECK(json::parse(late.body).at("owner_name") == "Ana");
}

TEST_CASE("a swap goes from its asking over the other's yes to a coordinator's") {
  Rota rota;
  rota.plans({{"staff", rota.service.id_of("ana")}});
  const auto path = path_of(rota.shifts("ana").at(0)) + "/swap";
  CHECK(problem_of(rota.service.as("ana").post(path)) == "400 malformed");
  const auto asked = rota.service.as("ana").post(path, {{"to", rota.service.id_of("ben")}});
  REQUIRE(asked.status == 201);
  const auto swap = json::parse(asked.body);
  CHECK(swap.at("state") == "asked");
  CHECK(swap.at("asked_by_name") == "Ana");
  CHECK(swap.at("asked_name") == "Ben");
  const auto swaps = "/api/rota/swaps/" + swap.at("id").get<std::string>();
  CHECK(rota.service.as("ben").read("/api/rota/swaps").at("items").size() == 1);
  CHECK(rota.service.as("cora").read("/api/rota/swaps").at("items").size() == 1);
  CHECK(rota.service.as("dee").read("/api/rota/swaps").at("items").empty());
  CHECK(problem_of(rota.service.as("ana").post(swaps + "/accept")) == "403 forbidden");
  CHECK(rota.service.as("ben").post(swaps + "/accept").status == 200);
  CHECK(problem_of(rota.service.as("ben").post(swaps + "/approve")) == "403 forbidden");
  const auto approved = rota.service.as("cora").post(swaps + "/approve");
  REQUIRE(approved.status == 200);
  CHECK(json::parse(approved.body).at("state") == "approved");
  CHECK(rota.shifts("ana").at(0).at("staff_name") == "Ben");
  CHECK(problem_of(rota.service.as("ben").post(swaps + "/decline")) == "409 swap_over");
  CHECK(rota.service.as("cora").read("/api/rota/swaps").at("items").empty());
}

TEST_CASE("a coordinator moves, gives, cancels and restores one shift") {
  Rota rota;
  rota.plans({{"staff", rota.service.id_of("ana")}});
  const auto path = path_of(rota.shifts("cora").at(0));
  CHECK(problem_of(rota.patch("ana", path, {{"staff", nullptr}})) == "403 forbidden");
  const auto moved =
      rota.patch("cora", path,
                 {{"staff", rota.service.id_of("ben")}, {"day", "2026-11-21"}, {"ends", "23:00"}});
  REQUIRE(moved.status == 200);
  CHECK(json::parse(moved.body).at("starts") == "2026-11-22T04:00:00.000000Z");
  CHECK(json::parse(moved.body).at("ends") == "2026-11-22T07:00:00.000000Z");
  CHECK(json::parse(moved.body).at("staff_name") == "Ben");
  // What is not named stays.
  CHECK(json::parse(rota.patch("cora", path, {{"begins", "21:00"}}).body).at("staff_name") ==
        "Ben");
  CHECK(json::parse(rota.patch("cora", path, {{"staff", nullptr}}).body).at("staff").is_null());
  CHECK(problem_of(rota.patch("cora", path, {{"begins", "late"}})) == "422 bad_shift");
  CHECK(rota.remove("cora", path).status == 204);
  CHECK(rota.shifts("cora").empty());
  const auto cancelled = rota.shifts("cora", "&cancelled=true");
  REQUIRE(cancelled.size() == 1);
  CHECK(cancelled[0].at("cancelled") == true);
  CHECK(cancelled[0].at("starts") == "2026-11-22T05:00:00.000000Z");
  CHECK(problem_of(rota.remove("cora", path)) == "404 not_found");
  const auto restored = rota.service.as("cora").post(path + "/restore");
  REQUIRE(restored.status == 200);
  CHECK(json::parse(restored.body).at("staff_name") == "Ana");
  CHECK(json::parse(restored.body).at("changed") == false);
  CHECK(rota.shifts("cora", "&cancelled=true").at(0).at("cancelled") == false);
}

TEST_CASE("a rule is changed and ended from a day on") {
  Rota rota;
  const auto rule = rota.plans({{"staff", rota.service.id_of("ana")}, {"repeats", "FREQ=DAILY"}});
  const auto path = "/api/rota/rules/" + rule.at("id").get<std::string>();
  const auto changed = rota.patch(
      "cora", path, {{"from", "2026-11-23"}, {"staff", nullptr}, {"last_day", "2026-11-24"}});
  REQUIRE(changed.status == 200);
  CHECK(json::parse(changed.body).at("first_day") == "2026-11-23");
  CHECK(json::parse(changed.body).at("staff").is_null());
  CHECK(rota.shifts("ana").size() == 5);
  CHECK(rota.remove("cora", path + "?from=2026-11-21").status == 204);
  CHECK(rota.shifts("ana").size() == 3);
  CHECK(problem_of(rota.remove("cora", path + "?from=soon")) == "422 bad_shift");
  CHECK(problem_of(rota.patch("cora", path, {{"from", "soon"}})) == "422 bad_shift");
}

TEST_CASE("hours that nobody covers are in plain sight") {
  Rota rota;
  rota.plans({{"staff", rota.service.id_of("ana")}});
  rota.plans({{"begins", "04:00"}, {"ends", "06:00"}, {"first_day", "2026-11-21"}});
  const auto gaps = rota.service.as("ben")
                        .read(
                            "/api/rota/uncovered?from=2026-11-21T03:00:00Z"
                            "&to=2026-11-21T15:00:00Z&line=" +
                            rota.service.line_id(test::pull_line))
                        .at("items");
  REQUIRE(gaps.size() == 3);
  CHECK(gaps[0].at("ends") == "2026-11-21T04:00:00.000000Z");
  CHECK(gaps[0].at("shift").is_null());
  CHECK(gaps[1].at("starts") == "2026-11-21T12:00:00.000000Z");
  CHECK(gaps[1].at("shift").is_string());
  CHECK(gaps[2].at("starts") == "2026-11-21T14:00:00.000000Z");
}

TEST_CASE("whoever has the Friday night shift is on shift at Saturday 02:00") {
  Rota rota;
  rota.plans({{"staff", rota.service.id_of("ana")}, {"repeats", "FREQ=WEEKLY;BYDAY=FR"}});
  for (const char* username : {"ana", "ben"}) {
    REQUIRE(rota.service.as(username).put("/api/me/presence", {{"presence", "on"}}).status == 200);
  }
  rota.service.clock().advance(std::chrono::minutes(7 * 60 + 50));
  const auto me = rota.service.as("ana").read("/api/me").at("staff");
  CHECK(me.at("on_shift_until") == "2026-11-21T12:00:00.000000Z");
  CHECK(me.at("outside_rota") == false);
  const auto bens = rota.service.as("ben").read("/api/me").at("staff");
  CHECK(bens.at("on_shift_until").is_null());
  CHECK(bens.at("outside_rota") == true);
  const auto peers = rota.service.as("cora").read("/api/peers").at("items");
  for (const auto& peer : peers) {
    CAPTURE(peer.dump());
    CHECK(peer.at("outside_rota") == (peer.at("name") == "Ben"));
    CHECK(peer.at("on_shift_until").is_string() == (peer.at("name") == "Ana"));
  }
}
