// How a line went, as its coordinators ask for it.
#include <string>

#include <doctest/doctest.h>

#include "tests/support/service.hpp"

using namespace warmline;
using namespace std::chrono_literals;
using test::json;
using test::problem_of;
using test::Service;

namespace {

const std::string maya = "+15035550142";
const std::string noor = "+15035550143";

struct Numbers {
  Service service;
  std::string line = service.line_id(test::pull_line);

  std::string path(const std::string& more = {}, const std::string& kind = "") const {
    return "/api/numbers" + kind + "?line=" + line + more;
  }
  json read(const std::string& more = {}) const { return service.as("cora").read(path(more)); }
  std::string refused(const std::string& query) const {
    return problem_of(service.as("cora").get("/api/numbers" + query));
  }
  // Ana takes it, answers after that while, and closes.
  void answers(const std::string& conversation, routing::Duration after) {
    service.clock().advance(after);
    const auto one = "/api/conversations/" + conversation;
    REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
    REQUIRE(service.as("ana").post(one + "/claim").status == 200);
    const json text{{"body", "I'm here."}, {"client_id", conversation}};
    REQUIRE(service.as("ana").post(one + "/texts", text).status == 201);
    REQUIRE(service.as("ana").post(one + "/close").status == 200);
  }
};

}  // namespace

TEST_CASE("what just happened on a line is in its numbers, on the line's own day and hour") {
  Numbers line;
  // It is ten past six in the evening of Friday the 20th there, and Saturday in UTC.
  line.answers(line.service.hears(maya, "hi"), 90s + 1ms);
  const auto left = line.service.hears(noor, "hello?");
  REQUIRE(line.service.as("cora").post("/api/conversations/" + left + "/close").status == 200);

  const auto numbers = line.read("&from=2026-11-19&to=2026-11-21");
  const auto all = numbers.at("all");
  CHECK(numbers.at("time_zone") == "America/Los_Angeles");
  CHECK(numbers.at("counted_until").is_null());
  CHECK(all.at("begun") == 2);
  CHECK(all.at("answered") == 1);
  CHECK(all.at("waited_and_left") == 1);
  CHECK(all.at("waiting") == 0);
  CHECK(all.at("ended") == 2);
  CHECK(all.at("texts_in") == 2);
  CHECK(all.at("texts_out") == 1);
  CHECK(all.at("automatic") == 2);  // the welcomes, which are no answers
  CHECK(all.at("wait_p50") == 90);
  CHECK(all.at("wait_p90") == 90);
  REQUIRE(numbers.at("days").size() == 3);
  CHECK(numbers.at("days").at(0).at("begun") == 0);
  CHECK(numbers.at("days").at(0).at("wait_p50").is_null());
  CHECK(numbers.at("days").at(1).at("day") == "2026-11-20");
  CHECK(numbers.at("days").at(1).at("begun") == 2);
  CHECK(numbers.at("hours").at(18).at("begun") == 2);
  CHECK(numbers.at("weekdays").at(5).at("begun") == 2);
  CHECK(numbers.at("by_week").at(5).at(18).at("texts_in") == 2);
}

TEST_CASE("without days, the numbers are those of the four weeks until today") {
  Numbers line;
  const auto numbers = line.read();
  CHECK(numbers.at("from") == "2026-10-24");
  CHECK(numbers.at("to") == "2026-11-20");
  CHECK(numbers.at("days").size() == 28);
  CHECK(line.read("&to=2026-03-31").at("from") == "2026-03-04");
}

TEST_CASE("numbers are given as CSV, a row for each day") {
  Numbers line;
  line.answers(line.service.hears(maya, "hi"), 61s + 1ms);  // store.now() ticks by microseconds
  const auto reply =
      line.service.as("cora").get(line.path("&from=2026-11-20&to=2026-11-21", ".csv"));
  CHECK(reply.status == 200);
  CHECK(reply.header("Content-Type") == "text/csv; charset=utf-8; header=present");
  CHECK(reply.header("Content-Disposition") ==
        "attachment; filename=\"numbers-2026-11-20-2026-11-21.csv\"");
  CHECK(reply.body ==
        "day,begun,answered,waited_and_left,waiting,ended,texts_in,texts_out,automatic,failed,"
        "wait_p50,wait_p90\r\n"
        "2026-11-20,1,1,0,0,1,1,1,1,0,61,61\r\n"
        "2026-11-21,0,0,0,0,0,0,0,0,0,,\r\n");
}

TEST_CASE("numbers that can't be asked for are refused") {
  const Numbers line;
  const auto of_line = "?line=" + line.line;
  CHECK(line.refused("") == "400 malformed");
  CHECK(line.refused("?line=") == "400 malformed");
  CHECK(line.refused("?line=x") == "404 not_found");
  CHECK(line.refused("?line=01936f2e-0000-7000-8000-000000000000") == "404 not_found");
  for (const auto* wrong :
       {"&from=yesterday", "&from=2026-02-30", "&from=2026-11-1", "&to=0000-01-01",
        "&to=9999-12-31", "&from=2026-11-22&to=2026-11-21", "&from=2020-01-01&to=2026-11-21",
        "&from=2026-11-20T00:00:00Z", "&from=%00"}) {
    CAPTURE(wrong);
    CHECK(line.refused(of_line + wrong) == "400 malformed");
  }
  CHECK(problem_of(line.service.as("cora").get(line.path("&from=soon", ".csv"))) ==
        "400 malformed");
}

TEST_CASE("numbers are for coordinators and administrators") {
  const Numbers line;
  for (const auto* kind : {"", ".csv"}) {
    CHECK(problem_of(line.service.as("ana").get(line.path("", kind))) == "403 forbidden");
    CHECK(problem_of(line.service.nobody().get(line.path("", kind))) == "401 not_signed_in");
    CHECK(line.service.as("ada").get(line.path("", kind)).status == 200);
  }
}
