// The record as coordinators look back on it, and numbers that are revealed.
#include "gateway/store/activity.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gateway/flows/reveal_number.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/staff.hpp"
#include "routing/conversation.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::Caller;
using test::json;
using test::problem_of;
using test::Service;

namespace {

std::string kinds_of(const json& page) {
  std::string kinds;
  for (const auto& item : page.at("items")) {
    if (!kinds.empty()) kinds += ' ';
    kinds += item.at("kind").get<std::string>();
  }
  return kinds;
}

json found(const Service& service, const std::string& query, std::string_view by = "cora") {
  return service.as(by).read("/api/activity" + query);
}

test::Reply reveal(const Caller& caller, const std::string& conversation,
                   std::string_view reason = "she asked to be called back") {
  return caller.post("/api/conversations/" + conversation + "/reveal", {{"reason", reason}});
}

}  // namespace

TEST_CASE("what happened is told newest first, with names, in pages that miss nothing") {
  Service service;
  const auto ana = service.as("ana");
  REQUIRE(ana.put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto id = service.hears("+15035550142", "a secret");
  REQUIRE(ana.post("/api/conversations/" + id + "/claim").status == 200);
  REQUIRE(ana.post("/api/conversations/" + id + "/close").status == 200);

  // Not what became of the welcome, which may come at any time.
  const auto all = found(service, "?conversation=" + id +
                                      "&kind=conversation.closed,conversation.claimed,"
                                      "conversation.started,text.received");
  CHECK(all.at("next").is_null());
  CHECK(kinds_of(all).starts_with("conversation.closed conversation.claimed"));
  CHECK(kinds_of(all).find("text.received") != std::string::npos);
  const auto& closed = all.at("items").front();
  CHECK(closed.at("actor_name") == "Ana");
  CHECK(closed.at("line") == service.line_id(test::pull_line));
  CHECK(closed.at("codename").get<std::string>().find(' ') != std::string::npos);
  CHECK(closed.at("data").at("from_name") == "Ana");
  CHECK(all.dump().find("secret") == std::string::npos);
  CHECK(all.dump().find("0142") == std::string::npos);

  // By indexes, and by looking through everything (beginnings are too many for an index).
  const std::string rare = "kind=token.made,presence.changed,conversation.claimed";
  for (const auto& kinds : {rare, rare + ",conversation.started"}) {
    json whole = json::array();
    std::string cursor;
    for (int pages = 0; pages < 50; ++pages) {
      const auto page = found(service, "?limit=3&" + kinds + cursor);
      for (const auto& item : page.at("items")) whole.push_back(item);
      if (page.at("next").is_null()) break;
      cursor = "&cursor=" + page.at("next").get<std::string>();
    }
    CHECK(whole.size() >= 7);
    CHECK(whole == found(service, "?limit=100&" + kinds).at("items"));
  }
}

TEST_CASE("it is narrowed to a line, a person, kinds and a time") {
  Service service;
  const auto start = found(service, "?limit=1").at("items").front().at("at").get<std::string>();
  service.clock().advance(std::chrono::hours(1));
  service.hears("+15035550142", "hi", test::pull_line);
  const auto there = service.hears("+15035550143", "hi", test::offer_line);
  service.clock().advance(std::chrono::hours(1));
  REQUIRE(service.as("ben").put("/api/me/presence", {{"presence", "on"}}).status == 200);

  const auto line = found(service, "?limit=100&line=" + service.line_id(test::offer_line));
  for (const auto& item : line.at("items"))
    CHECK(item.at("line") == service.line_id(test::offer_line));
  CHECK(kinds_of(line).find("conversation.started") != std::string::npos);
  CHECK(kinds_of(found(service, "?actor=" + service.id_of("ben"))) == "presence.changed");
  CHECK(kinds_of(found(service, "?kind=presence.changed,conversation.started")) ==
        "presence.changed conversation.started conversation.started");
  CHECK(kinds_of(found(service, "?kind=presence.changed,on_call.set")) == "presence.changed");
  CHECK(kinds_of(found(service, "?kind=conversation.started&conversation=" + there)) ==
        "conversation.started");
  CHECK(kinds_of(found(service, "?from=2026-11-21T03:30:00Z&kind=presence.changed,token.made")) ==
        "presence.changed");
  CHECK(kinds_of(found(service, "?to=2026-11-21T03:30:00Z&kind=presence.changed,text.received")) ==
        "text.received text.received");
  CHECK(found(service, "?from=2027-01-01T00:00:00Z").at("items").empty());
  CHECK(found(service, "?to=" + start).at("items").size() < 20);
}

TEST_CASE("what can't be asked is refused, and hostile questions find nothing") {
  const Service service;
  const auto cora = service.as("cora");
  for (const char* query :
       {"?kind=nothing", "?kind=text.received,", "?from=yesterday", "?to=1", "?cursor=!",
        "?limit=0", "?limit=101", "?kind=text.received%27%20OR%201=1"}) {
    CAPTURE(query);
    const auto reply = cora.get("/api/activity" + std::string(query));
    const bool is_fine = std::string_view(query) == "?kind=text.received,";
    CHECK((is_fine ? reply.status == 200 : problem_of(reply) == "400 malformed"));
  }
  for (const char* query : {"?actor=x", "?conversation=x", "?line=x"}) {
    CHECK(problem_of(cora.get("/api/activity" + std::string(query))) == "404 not_found");
  }
  const std::string nobody = "01936f2e-0000-7000-8000-000000000000";
  CHECK(found(service, "?actor=" + nobody).at("items").empty());
  CHECK(found(service, "?conversation=" + nobody).at("items").empty());
}

TEST_CASE("coordinators look back on the lines they work, administrators on all") {
  Service service;
  service.change([&](store::Writing& writing) {
    auto cora = store::staff::find(writing, *routing::StaffId::parse(service.id_of("cora")))->staff;
    cora.lines = {*routing::LineId::parse(service.line_id(test::offer_line))};
    store::staff::change(writing, cora);
  });
  service.hears("+15035550142", "hi", test::pull_line);
  service.hears("+15035550143", "hi", test::offer_line);
  CHECK(kinds_of(found(service, "?kind=conversation.started", "cora")) == "conversation.started");
  CHECK(kinds_of(found(service, "?kind=conversation.started", "ada")) ==
        "conversation.started conversation.started");
  // What is of no line is theirs as well.
  REQUIRE(service.as("ben").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  CHECK(kinds_of(found(service, "?kind=presence.changed", "cora")) == "presence.changed");
  const auto other = "/api/activity?line=" + service.line_id(test::pull_line);
  CHECK(problem_of(service.as("cora").get(other)) == "403 forbidden");
}

TEST_CASE("a page that looks through much and finds little says that there is more") {
  Service service;
  for (int i = 0; i < 6; ++i) {
    REQUIRE(service.as("ben")
                .put("/api/me/presence", {{"presence", i % 2 == 0 ? "on" : "off"}})
                .status == 200);
  }
  service.look([&](store::Reading& reading) {
    store::activity::Wanted wanted{.line = routing::LineId{}, .most = 2, .look_at = 4};
    int pages = 0;
    for (; pages < 100; ++pages) {
      const auto page = store::activity::look_back(reading, wanted);
      CHECK(page.events.empty());
      if (!page.next) break;
      CHECK(*page.next < wanted.before);
      wanted.before = *page.next;
    }
    CHECK(pages > 1);
    CHECK(pages < 100);
  });
}

TEST_CASE("a number is revealed to a coordinator, for a reason that stands in the activity") {
  Service service;
  const auto id = service.hears("+15035550142", "hi");
  const auto reply = reveal(service.as("cora"), id);
  REQUIRE(reply.status == 200);
  CHECK(json::parse(reply.body) == json{{"number", "+15035550142"}});
  CHECK(reply.header("Cache-Control") == "no-store");

  const auto told = found(service, "?kind=number.revealed");
  REQUIRE(told.at("items").size() == 1);
  const auto& item = told.at("items").front();
  CHECK(item.at("actor_name") == "Cora");
  CHECK(item.at("conversation") == id);
  CHECK(item.at("reason") == "she asked to be called back");
  CHECK(item.dump().find("0142") == std::string::npos);
  // In the file it is sealed, and it is in no log.
  service.look([](store::Reading& reading) {
    auto row = reading.db.query("SELECT reason FROM reveals");
    REQUIRE(row.next());
    const auto raw = row.blob(0);
    CHECK(std::string(raw.begin(), raw.end()).find("called") == std::string::npos);
  });
  for (const char* secret : {"0142", "called back"}) {
    CHECK(service.log().find(secret) == std::string::npos);
  }
  // Whoever reads the thread sees that somebody looked, and not why.
  const auto thread =
      service.as("ana").read("/api/conversations/" + id + "/texts").at("items").dump();
  CHECK(thread.find("number.revealed") != std::string::npos);
  CHECK(thread.find("called back") == std::string::npos);
}

TEST_CASE("nobody sees a number without a reason, nor as a peer, nor too many of them") {
  Service service;
  const auto id = service.hears("+15035550142", "hi");
  CHECK(problem_of(reveal(service.as("ana"), id)) == "403 forbidden");
  const auto cora = service.as("cora");
  CHECK(problem_of(reveal(cora, id, " \n ")) == "422 empty_body");
  CHECK(problem_of(reveal(cora, id, std::string(1601, 'x'))) == "422 too_long");
  CHECK(problem_of(cora.post("/api/conversations/" + id + "/reveal")) == "400 malformed");
  CHECK(found(service, "?kind=number.revealed").at("items").empty());
  for (int i = 0; i < flows::reveals_an_hour_max; ++i) CHECK(reveal(cora, id).status == 200);
  CHECK(problem_of(reveal(cora, id)) == "429 too_many_tries");
  CHECK(reveal(service.as("ada"), id).status == 200);
  service.clock().advance(std::chrono::hours(1) + std::chrono::seconds(1));
  CHECK(reveal(cora, id).status == 200);
}

TEST_CASE("of somebody forgotten there is no number, and no reason any more why it was seen") {
  Service service;
  const auto id = service.hears("+15035550142", "hi");
  REQUIRE(reveal(service.as("cora"), id).status == 200);
  service.change([&](store::Writing& writing) {
    auto row = writing.db.query("SELECT id FROM texters");
    REQUIRE(row.next());
    REQUIRE(store::forgetting::forget(writing, row.get<routing::TexterId>(0)));
  });
  CHECK(problem_of(reveal(service.as("cora"), id)) == "409 forgotten");
  const auto told = found(service, "?kind=number.revealed").at("items");
  REQUIRE(told.size() == 1);
  CHECK(told.front().at("reason") == "");
  CHECK(told.front().at("codename").get<std::string>().starts_with("Forgotten"));
}
