// Sends that failed, or whose outcome nobody knows, as coordinators look at them.
#include <doctest/doctest.h>

#include "gateway/store/texts.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

struct Board {
  Service service;
  int replies = 0;

  Board() {
    REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  }

  // Ana's reply to what this phone texted; it became this.
  std::string replied(const std::string& conversation, routing::TextStatus became) {
    const auto path = "/api/conversations/" + conversation + "/texts";
    // Each at a time of its own.
    service.clock().advance(std::chrono::seconds(1));
    const auto written = service.as("ana").post(
        path, {{"body", "I am here"}, {"client_id", std::to_string(++replies)}});
    REQUIRE(written.status == 201);
    const auto id = json::parse(written.body).at("id").get<std::string>();
    service.change([&](store::Writing& writing) {
      const auto text = *routing::TextId::parse(id);
      const bool failed = became == routing::TextStatus::failed;
      store::texts::advance(writing, text, routing::TextStatus::sending);
      store::texts::advance(writing, text, became,
                            failed ? std::optional(store::Failure{
                                         routing::ProblemCode::carrier_refused, "30003", "off"})
                                   : std::nullopt);
    });
    return id;
  }
  std::string anas(std::string_view phone, std::string_view line = test::pull_line) {
    const auto id = service.hears(phone, "hi", line);
    REQUIRE(service.as("ana").post("/api/conversations/" + id + "/claim").status == 200);
    return id;
  }
  std::string path(std::string_view line = test::pull_line) const {
    return "/api/lines/" + service.line_id(line) + "/troubled-texts";
  }
  json listed(const std::string& query = "") const {
    return service.as("cora").read(path() + query);
  }
  std::vector<std::string> ids() const {
    std::vector<std::string> found;
    for (const auto& item : listed().at("items")) found.push_back(item.at("id"));
    return found;
  }
};

using enum routing::TextStatus;

}  // namespace

TEST_CASE("a coordinator sees which sends failed and which nobody knows of, the newest first") {
  Board board;
  const auto maya = board.anas("+15035550142");
  const auto noor = board.anas("+15035550143");
  const auto lost = board.replied(maya, failed);
  const auto unsure = board.replied(noor, unknown);
  CHECK(board.ids() == std::vector{unsure, lost});
  const auto text = board.listed().at("items").at(1);
  CHECK(text.at("status") == "failed");
  CHECK(text.at("error").at("carrier_code") == "30003");
  CHECK(text.at("conversation") == maya);
  CHECK(text.at("state") == "open");
  CHECK(text.at("owner_name") == "Ana");
  CHECK(text.at("author_name") == "Ana");
  CHECK(text.at("texter").at("codename").get<std::string>().contains(' '));
  CHECK_FALSE(text.contains("body"));
  // Another line has its own.
  CHECK(board.service.as("cora").read(board.path(test::offer_line)).at("items").empty());
}

TEST_CASE("a failed send is no trouble any more once another one reached them") {
  Board board;
  const auto maya = board.anas("+15035550142");
  board.replied(maya, failed);
  const auto again = board.replied(maya, unknown);
  CHECK(board.ids().size() == 2);
  board.replied(maya, sent);
  CHECK(board.ids().empty());
  const auto last = board.replied(maya, failed);
  CHECK(board.ids() == std::vector{last});
}

TEST_CASE("a failed send that somebody left as it is needs no look any more") {
  Board board;
  const auto maya = board.anas("+15035550142");
  const auto lost = board.replied(maya, failed);
  const auto unsure = board.replied(maya, unknown);
  REQUIRE(board.service.as("ana").post("/api/texts/" + lost + "/leave").status == 200);
  CHECK(board.ids() == std::vector{unsure});
}

TEST_CASE("neither who opted out nor what is a week old is listed") {
  Board board;
  board.replied(board.anas("+15035550142"), failed);
  const auto noor = board.anas("+15035550143");
  const auto kept = board.replied(noor, failed);
  board.service.hears("+15035550142", "STOP");
  CHECK(board.ids() == std::vector{kept});
  board.service.clock().advance(std::chrono::days(7) + std::chrono::seconds(1));
  CHECK(board.ids().empty());
}

TEST_CASE("troubled texts come in pages, each of them once") {
  Board board;
  std::vector<std::string> newest_first;
  for (int i = 0; i < 3; ++i) {
    const auto id = board.anas("+1503555014" + std::to_string(i));
    newest_first.insert(newest_first.begin(), board.replied(id, unknown));
  }
  std::vector<std::string> found;
  std::string query = "?limit=2";
  for (int page = 0; page < 2; ++page) {
    const auto listed = board.listed(query);
    for (const auto& item : listed.at("items")) found.push_back(item.at("id"));
    if (page == 0) query = "?limit=2&cursor=" + listed.at("next").get<std::string>();
    if (page == 1) CHECK(listed.at("next").is_null());
  }
  CHECK(found == newest_first);
  CHECK(problem_of(board.service.as("cora").get(board.path() + "?cursor=x")) == "400 malformed");
}

TEST_CASE("troubled texts are for coordinators") {
  const Board board;
  CHECK(problem_of(board.service.as("ana").get(board.path())) == "403 forbidden");
  CHECK(problem_of(board.service.as("cora").get("/api/lines/none/troubled-texts")) ==
        "404 not_found");
}
