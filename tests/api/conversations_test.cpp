#include <set>

#include <doctest/doctest.h>

#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

void be_on(const Service& service, std::string_view username) {
  REQUIRE(service.as(username).put("/api/me/presence", {{"presence", "on"}}).status == 200);
}

std::vector<std::string> ids_in(const json& page) {
  std::vector<std::string> ids;
  for (const auto& item : page.at("items")) ids.push_back(item.at("id"));
  return ids;
}

}  // namespace

TEST_CASE("a conversation tells of those before it, and with whom they were") {
  Service service;
  REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto first = "/api/conversations/" + service.hears("+15035550177", "hi");
  CHECK(service.as("ana").read(first).at("earlier").empty());
  REQUIRE(service.as("ana").post(first + "/claim").status == 200);
  REQUIRE(service.as("ana").post(first + "/close").status == 200);
  service.clock().advance(std::chrono::hours(48));
  const auto second = "/api/conversations/" + service.hears("+15035550177", "hello again");
  REQUIRE(second != first);
  const auto earlier = service.as("cora").read(second).at("earlier");
  REQUIRE(earlier.size() == 1);
  CHECK("/api/conversations/" + earlier.at(0).at("id").get<std::string>() == first);
  CHECK(earlier.at(0).at("with") == "Ana");
  CHECK(earlier.at(0).at("closed_at").is_string());
}

TEST_CASE("one that waits is in the queue of its line's peers, by codename, with its last text") {
  Service service;
  const auto id = service.hears("+15035550142", "is\nanyone there?");
  const auto page = service.as("ana").read("/api/conversations?view=waiting");
  REQUIRE(ids_in(page) == std::vector{id});
  const auto& shown = page.at("items").at(0);
  CHECK(shown.at("state") == "waiting");
  CHECK(shown.at("line") == service.line_id(test::pull_line));
  CHECK(shown.at("owner").is_null());
  CHECK(shown.at("opted_out") == false);
  CHECK(shown.at("unread") == 1);
  CHECK(shown.at("waiting_since").is_string());
  // Not the welcome that was sent back.
  CHECK(shown.at("last_text").at("direction") == "in");
  CHECK(shown.at("last_text").at("preview") == "is anyone there?");
  CHECK(shown.at("texter").at("codename").get<std::string>().find(' ') != std::string::npos);
  CHECK(shown.dump().find("0142") == std::string::npos);
  // Dee works the other line alone.
  CHECK(service.as("dee").read("/api/conversations?view=waiting").at("items").empty());
}

TEST_CASE("who may read a conversation follows who has it") {
  Service service;
  const auto id = service.hears("+15035550142", "hi");
  const auto path = "/api/conversations/" + id;
  CHECK(service.as("ana").get(path).status == 200);
  CHECK(problem_of(service.as("dee").get(path)) == "403 forbidden");
  CHECK(problem_of(service.as("dee").get(path + "/texts")) == "403 forbidden");
  CHECK(problem_of(service.as("dee").post(path + "/read")) == "403 forbidden");

  be_on(service, "ana");
  CHECK(service.as("ana").post(path + "/claim").status == 200);
  CHECK(service.as("ana").get(path).status == 200);
  CHECK(problem_of(service.as("ben").get(path)) == "403 forbidden");
  CHECK(service.as("cora").get(path).status == 200);

  CHECK(service.as("ana").post(path + "/close").status == 200);
  CHECK(service.as("ana").get(path).status == 200);
  CHECK(problem_of(service.as("ben").get(path)) == "403 forbidden");
}

TEST_CASE("whoever no longer works a line reads nothing of it, not even what they had last") {
  Service service;
  be_on(service, "ana");
  const auto id = service.hears("+15035550142", "hi");
  const auto path = "/api/conversations/" + id;
  REQUIRE(service.as("ana").post(path + "/claim").status == 200);
  REQUIRE(service.as("ana").post(path + "/close").status == 200);
  REQUIRE(ids_in(service.as("ana").read("/api/conversations?view=closed")) == std::vector{id});
  const json other_line{{"lines", {service.line_id(test::offer_line)}}};
  REQUIRE(service.as("ada")
              .ask("PATCH", "/api/staff/" + service.id_of("ana"),
                   {{"Content-Type", "application/json"}}, other_line.dump())
              .status == 200);
  CHECK(problem_of(service.as("ana").get(path)) == "403 forbidden");
  CHECK(problem_of(service.as("ana").get(path + "/texts")) == "403 forbidden");
  CHECK(service.as("ana").read("/api/conversations?view=closed").at("items").empty());
  CHECK(service.as("ana").read("/api/search?q=hi").at("items").empty());
}

TEST_CASE("what is offered is in the list of the one it is offered to") {
  Service service;
  be_on(service, "dee");
  const auto id = service.hears("+15035550142", "hi", test::offer_line);
  const auto offered = service.as("dee").read("/api/conversations?view=offered");
  REQUIRE(ids_in(offered) == std::vector{id});
  CHECK(offered.at("items").at(0).at("offered_to") == service.id_of("dee"));
  CHECK(offered.at("items").at(0).at("offered_to_name") == "Dee");
  CHECK(offered.at("items").at(0).at("offer_expires_at").is_string());
  // Nobody else sees it there, but for coordinators: they see everyone's.
  CHECK(service.as("ana").read("/api/conversations?view=offered").at("items").empty());
  CHECK(ids_in(service.as("cora").read("/api/conversations?view=offered")) == std::vector{id});
}

TEST_CASE("open and closed ones are a peer's own, and everyone's for a coordinator") {
  Service service;
  be_on(service, "ana");
  be_on(service, "ben");
  const auto anas = service.hears("+15035550142", "hi");
  const auto bens = service.hears("+15035550143", "hi");
  CHECK(service.as("ana").post("/api/conversations/" + anas + "/claim").status == 200);
  CHECK(service.as("ben").post("/api/conversations/" + bens + "/claim").status == 200);
  CHECK(ids_in(service.as("ana").read("/api/conversations?view=open")) == std::vector{anas});
  CHECK(ids_in(service.as("ana").read("/api/conversations")) == std::vector{anas});
  const auto everyones = service.as("cora").read("/api/conversations?view=open");
  CHECK(ids_in(everyones).size() == 2);
  CHECK(everyones.at("items").at(1).at("owner_name") == "Ana");

  CHECK(service.as("ana").post("/api/conversations/" + anas + "/close").status == 200);
  CHECK(ids_in(service.as("ana").read("/api/conversations?view=closed")) == std::vector{anas});
  CHECK(service.as("ben").read("/api/conversations?view=closed").at("items").empty());
  CHECK(ids_in(service.as("cora").read("/api/conversations?view=closed")) == std::vector{anas});
}

TEST_CASE("pages follow each other without a gap or a repeat") {
  Service service;
  std::vector<std::string> all;
  for (int i = 0; i < 7; ++i) {
    all.push_back(service.hears("+1503555010" + std::to_string(2 + i), "hi"));
  }
  std::vector<std::string> seen;
  std::string next;
  do {
    const auto page =
        service.as("ana").read("/api/conversations?view=waiting&limit=3&cursor=" + next);
    for (auto& id : ids_in(page)) seen.push_back(id);
    next = page.at("next").is_null() ? "" : page.at("next").get<std::string>();
  } while (!next.empty());
  CHECK(seen == all);
}

TEST_CASE("the queue is the waiting ones in order, without a word of what was said") {
  Service service;
  const auto first = service.hears("+15035550142", "a secret");
  const auto second = service.hears("+15035550143", "hi");
  const auto queue = service.as("ana").read("/api/queue?line=" + service.line_id(test::pull_line));
  CHECK(ids_in(queue) == std::vector{first, second});
  CHECK(queue.dump().find("secret") == std::string::npos);
}

TEST_CASE("reading marks everything read for the one who reads, and nobody else") {
  Service service;
  const auto id = service.hears("+15035550142", "hi");
  const auto path = "/api/conversations/" + id;
  CHECK(service.as("ana").post(path + "/read").status == 204);
  CHECK(service.as("ana").read(path).at("unread") == 0);
  CHECK(service.as("ben").read(path).at("unread") == 1);
  service.hears("+15035550142", "still there?");
  CHECK(service.as("ana").read(path).at("unread") == 1);
}

TEST_CASE("a preview is one line and cut between characters") {
  Service service;
  std::string words;
  for (int i = 0; i < 200; ++i) words += "é";
  const auto id = service.hears("+15035550142", words);
  const auto preview = service.as("ana")
                           .read("/api/conversations/" + id)
                           .at("last_text")
                           .at("preview")
                           .get<std::string>();
  CHECK(preview == words.substr(0, 240) + "…");
}

TEST_CASE("queries that mean nothing are refused") {
  const Service service;
  const auto ana = service.as("ana");
  for (const char* query : {"view=all", "limit=0", "limit=101", "limit=ten", "limit=-1",
                            "cursor=garbage", "cursor=%ff", "cursor=MS4yLjM"}) {
    CAPTURE(query);
    CHECK(problem_of(ana.get(std::string("/api/conversations?") + query)) == "400 malformed");
  }
  CHECK(problem_of(ana.get("/api/conversations?line=nowhere")) == "404 not_found");
  CHECK(problem_of(ana.get("/api/queue?limit=0")) == "400 malformed");
}

TEST_CASE("lines and peers are those one works with") {
  const Service service;
  const auto lines = service.as("dee").read("/api/lines");
  REQUIRE(lines.at("items").size() == 1);
  const auto& line = lines.at("items").at(0);
  CHECK(line.at("name") == "Garden line");
  CHECK(line.at("number") == test::offer_line);
  CHECK(line.at("mode") == "offer");
  CHECK(line.at("timing").at("offer") == 60);
  CHECK(line.at("timing").at("nudge") == 0.5);
  CHECK(service.as("cora").read("/api/lines").at("items").size() == 2);

  std::vector<std::string> names;
  const auto peers = service.as("dee").read("/api/peers");
  for (const auto& peer : peers.at("items")) names.push_back(peer.at("name"));
  CHECK(names == std::vector<std::string>{"Ada", "Ana", "Ben", "Cora", "Dee"});
  CHECK(peers.at("items").at(1).at("presence") == "off");
  CHECK(peers.at("items").at(1).at("load") == 0);

  const auto other = "/api/peers?line=" + service.line_id(test::pull_line);
  CHECK(service.as("ana").read(other).at("items").size() == 4);
  CHECK(problem_of(service.as("dee").get(other)) == "403 forbidden");
  CHECK(problem_of(service.as("dee").get("/api/peers?line=nowhere")) == "404 not_found");
}
