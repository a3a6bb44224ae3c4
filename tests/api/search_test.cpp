#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gateway/api/excerpt.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/search_index.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::Caller;
using test::json;
using test::problem_of;
using test::Service;

namespace {

using Strings = std::vector<std::string>;

// What the items say, with [matches] in brackets.
Strings excerpts(const json& page) {
  Strings all;
  for (const auto& item : page.at("items")) {
    std::string whole;
    for (const auto& piece : item.at("excerpt")) {
      const auto text = piece.at("text").get<std::string>();
      whole += piece.at("match") == true ? "[" + text + "]" : text;
    }
    all.push_back(whole);
  }
  return all;
}

Strings search(const Caller& who, const std::string& q) {
  return excerpts(who.read("/api/search?q=" + q));
}

void be_on(Service& service, std::string_view who) {
  REQUIRE(service.as(who).put("/api/me/presence", {{"presence", "on"}}).status == 200);
}

// Ana's conversation with +15035550142 about "a purple kite", closed two hours ago.
std::string ana_talked_of_a_kite(Service& service) {
  const auto first = service.hears("+15035550142", "a purple kite");
  REQUIRE(service.as("ana").post("/api/conversations/" + first + "/claim").status == 200);
  REQUIRE(service.as("ana").post("/api/conversations/" + first + "/close").status == 200);
  service.clock().advance(std::chrono::hours(2));
  return first;
}

std::string excerpt_of(const std::string& body, const std::string& typed) {
  const Strings languages{"en"};
  const auto query = store::SearchQuery::parse(typed, languages);
  REQUIRE(query);
  const auto pieces = api::excerpt(body, query->matches(body, "en"));
  return excerpts({{"items", {{{"excerpt", pieces}}}}}).front();
}

}  // namespace

TEST_CASE("what was said is found, the newest first, with its matches marked") {
  Service service;
  be_on(service, "ana");
  const auto id = service.hears("+15035550142", "I lost my garden keys");
  const auto path = "/api/conversations/" + id;
  REQUIRE(service.as("ana").post(path + "/claim").status == 200);
  REQUIRE(service.as("ana").post(path + "/notes", {{"body", "has a key to the garden"}}).status ==
          201);
  REQUIRE(
      service.as("ana")
          .post(path + "/texts", {{"body", "Which gardens did you walk in?"}, {"client_id", "1"}})
          .status == 201);
  const auto page = service.as("ana").read("/api/search?q=garden");
  CHECK(excerpts(page) == Strings{"Which [gardens] did you walk in?", "has a key to the [garden]",
                                  "I lost my [garden] keys"});
  CHECK(page.at("next").is_null());
  const auto& oldest = page.at("items").at(2);
  CHECK(oldest.at("conversation") == id);
  CHECK(oldest.at("direction") == "in");
  CHECK(oldest.at("kind") == "text");
  CHECK(oldest.at("line") == service.line_id(test::pull_line));
  CHECK(oldest.at("texter") == service.as("ana").read(path).at("texter"));
  const auto texts = service.as("ana").read(path + "/texts").at("items");
  CHECK(oldest.at("text") == texts.at(1).at("id"));
  CHECK(oldest.at("at") == texts.at(1).at("at"));
  CHECK(page.at("items").at(1).at("kind") == "note");
  CHECK(page.at("items").at(1).at("direction").is_null());
}

TEST_CASE("what is looked for may stand in the body, so that no address holds it") {
  Service service;
  service.hears("+15035550142", "a garden");
  service.hears("+15035550143", "two gardens");
  const auto cora = service.as("cora");
  const auto asks = [&](const json& body) { return cora.post("/api/search", body); };
  const auto first = json::parse(asks({{"q", "\"garden\""}, {"limit", 1}}).body);
  CHECK(excerpts(first) == Strings{"two [gardens]"});
  const auto next = json::parse(asks({{"q", "garden"}, {"cursor", first.at("next")}}).body);
  CHECK(excerpts(next) == Strings{"a [garden]"});
  CHECK(excerpts(
            json::parse(asks({{"q", "garden"}, {"cursor", nullptr}, {"limit", nullptr}}).body)) ==
        search(cora, "garden"));

  CHECK(problem_of(asks({{"q", "*"}})) == "400 nothing_to_search");
  CHECK(problem_of(asks({{"q", std::string(1001, 'x')}})) == "422 too_long");
  for (const json& faulty : {json{{"limit", 10}}, json{{"q", 1}}, json{{"q", "a"}, {"limit", 0}},
                             json{{"q", "a"}, {"limit", "10"}}, json{{"q", "a"}, {"limit", 1.5}},
                             json{{"q", "a"}, {"cursor", "x"}}, json{{"q", "a"}, {"cursor", 1}}}) {
    CAPTURE(faulty.dump());
    CHECK(problem_of(asks(faulty)) == "400 malformed");
  }
}

TEST_CASE("phrases, beginnings and accents work as they are typed") {
  Service service;
  service.hears("+15035550142", "mi niño está en casa", test::offer_line);
  service.hears("+15035550143", "I walked to the lighthouse alone");
  const auto cora = service.as("cora");
  CHECK(search(cora, "nino") == Strings{"mi [niño] está en casa"});
  CHECK(search(cora, "lightho") == Strings{"I walked to the [lighthouse] alone"});
  CHECK(search(cora, "wal*+alone") == Strings{"I [walked] to the lighthouse [alone]"});
  CHECK(search(cora, "%22the+lighthouse%22") == Strings{"I walked to [the] [lighthouse] alone"});
  CHECK(search(cora, "%22lighthouse+the%22").empty());
}

TEST_CASE("a peer finds only what they may read; a coordinator finds everything") {
  Service service;
  be_on(service, "ana");
  be_on(service, "ben");
  const auto id = service.hears("+15035550142", "a purple kite");
  const auto path = "/api/conversations/" + id;
  // It waits on a line that ana and ben work and dee does not.
  for (const char* who : {"ana", "ben", "cora", "ada"})
    CHECK(search(service.as(who), "kite").size() == 1);
  CHECK(search(service.as("dee"), "kite").empty());

  REQUIRE(service.as("ana").post(path + "/claim").status == 200);
  CHECK(search(service.as("ana"), "kite").size() == 1);
  CHECK(search(service.as("ben"), "kite").empty());
  CHECK(search(service.as("cora"), "kite").size() == 1);

  REQUIRE(service.as("ana").post(path + "/close").status == 200);
  CHECK(search(service.as("ana"), "kite").size() == 1);
  CHECK(search(service.as("ben"), "kite").empty());
  CHECK(problem_of(service.nobody().get("/api/search?q=kite")) == "401 not_signed_in");
}

TEST_CASE("whoever reads a thread finds its earlier conversations, and is led to their own") {
  Service service;
  be_on(service, "ana");
  be_on(service, "ben");
  const auto first = ana_talked_of_a_kite(service);
  const auto second = service.hears("+15035550142", "me again");
  REQUIRE(second != first);
  REQUIRE(service.as("ben").post("/api/conversations/" + second + "/claim").status == 200);
  const auto bens = service.as("ben").read("/api/search?q=kite").at("items");
  REQUIRE(bens.size() == 1);
  CHECK(bens.at(0).at("conversation") == second);
  const auto anas = service.as("ana").read("/api/search?q=kite").at("items");
  REQUIRE(anas.size() == 1);
  CHECK(anas.at(0).at("conversation") == first);
}

TEST_CASE("whoever had a conversation finds nothing of what was said to somebody else later") {
  Service service;
  be_on(service, "ana");
  be_on(service, "ben");
  const auto first = ana_talked_of_a_kite(service);
  const auto second = service.hears("+15035550142", "a yellow kite");
  REQUIRE(service.as("ben").post("/api/conversations/" + second + "/claim").status == 200);
  CHECK(search(service.as("ana"), "kite") == Strings{"a purple [kite]"});
  CHECK(search(service.as("ben"), "kite") == Strings{"a yellow [kite]", "a purple [kite]"});
}

TEST_CASE("what the line says by itself is not found") {
  Service service;
  service.hears("+15035550142", "hi");
  service.look([](store::Reading& reading) {
    auto row = reading.db.query("SELECT count(*) FROM texts WHERE automatic = 1");
    REQUIRE(row.next());
    CHECK(row.get<int>(0) == 1);
  });
  CHECK(search(service.as("cora"), "community").empty());
  CHECK(search(service.as("cora"), "reply").empty());
}

TEST_CASE("an erased text is not found, even where the index still knows of it") {
  Service service;
  service.hears("+15035550142", "a purple kite");
  service.change([](store::Writing& writing) {
    writing.db.query("UPDATE texts SET erased_at = 1, body = x''").run();
  });
  CHECK(search(service.as("cora"), "kite").empty());
}

TEST_CASE("texts that are not in the index yet get into it while the service runs") {
  Service service;
  service.hears("+15035550142", "a purple kite");
  service.change([](store::Writing& writing) {
    writing.db.query("INSERT INTO search (search) VALUES ('delete-all')").run();
    writing.db.query("UPDATE texts SET indexed_as = NULL").run();
  });
  service.hears("+15035550143", "another kite");
  // In the background, so a bound in requests and not in time.
  Strings found;
  for (int tries = 0; tries < 5000 && found.size() < 2; ++tries) {
    found = search(service.as("cora"), "kite");
  }
  CHECK(found == Strings{"another [kite]", "a purple [kite]"});
}

TEST_CASE("a text that does not open does not keep the others from being found") {
  Service service;
  service.hears("+15035550142", "a purple kite");
  service.change(
      [](store::Writing& writing) { writing.db.query("UPDATE texts SET body = x'01'").run(); });
  service.hears("+15035550143", "another kite");
  CHECK(search(service.as("cora"), "kite") == Strings{"another [kite]"});
}

TEST_CASE("pages of what was found follow each other without a gap or a repeat") {
  Service service;
  Strings all;
  for (int i = 0; i < 7; ++i) {
    const auto n = std::to_string(i);
    service.hears("+1503555010" + n, "kite number " + n);
    all.insert(all.begin(), "[kite] number " + n);
  }
  Strings seen;
  std::string next;
  do {
    const auto page = service.as("ana").read("/api/search?q=kite&limit=3&cursor=" + next);
    for (const auto& one : excerpts(page)) seen.push_back(one);
    next = page.at("next").is_null() ? "" : page.at("next").get<std::string>();
  } while (!next.empty());
  CHECK(seen == all);
}

TEST_CASE("one request looks through so many texts, and says where to go on") {
  Service service;
  service.hears("+15035550142", "a purple kite");
  be_on(service, "ben");
  const auto other = service.hears("+15035550143", "hello");
  REQUIRE(service.as("ben").post("/api/conversations/" + other + "/claim").status == 200);
  service.change([&](store::Writing& writing) {
    const auto conversation =
        store::conversations::find(writing, *routing::ConversationId::parse(other));
    const auto thread = store::texters::thread(writing, conversation->thread);
    store::Text text;
    text.conversation = conversation->id;
    text.direction = routing::Direction::in;
    text.status = routing::TextStatus::received;
    text.language = "en";
    text.body = routing::Body("kite");
    for (int i = 0; i < 1000; ++i) store::texts::add(writing, *thread, text);
  });
  const auto first = service.as("ana").read("/api/search?q=kite");
  CHECK(first.at("items").empty());
  REQUIRE(first.at("next").is_string());
  const auto second =
      service.as("ana").read("/api/search?q=kite&cursor=" + first.at("next").get<std::string>());
  CHECK(excerpts(second) == Strings{"a purple [kite]"});
  CHECK(second.at("next").is_null());
}

TEST_CASE("old texts are found behind any number of newer ones") {
  Service service;
  service.hears("+15035550142", "a purple kite");
  service.hears("+15035550143", "a white kite");
  // As if hundreds of thousands had come in between.
  service.change([](store::Writing& writing) {
    namespace search_index = store::search_index;
    const auto terms = search_index::terms(writing.seal, "a white kite", "en");
    auto newest = writing.db.query("SELECT max(seq) FROM texts WHERE automatic = 0");
    newest.next();
    search_index::remove(writing.db, newest.get<std::int64_t>(0), terms);
    search_index::add(writing.db, 1'000'000, terms);
    writing.db.query("UPDATE texts SET seq = 1000000 WHERE seq = ?1", newest.get<std::int64_t>(0))
        .run();
  });
  Strings seen;
  std::string next;
  do {
    const auto page = service.as("cora").read("/api/search?q=kite&cursor=" + next);
    for (const auto& one : excerpts(page)) seen.push_back(one);
    next = page.at("next").is_null() ? "" : page.at("next").get<std::string>();
  } while (!next.empty());
  CHECK(seen == Strings{"a white [kite]", "a purple [kite]"});
}

TEST_CASE("what can't be looked for is said, and nothing in a query breaks anything") {
  Service service;
  service.hears("+15035550142", "near the river");
  const auto ana = service.as("ana");
  for (const char* empty : {"", "?q=", "?q=*", "?q=%22%22", "?q=%E2%9D%A4", "?q=%FF%FE"}) {
    CAPTURE(empty);
    CHECK(problem_of(ana.get(std::string("/api/search") + empty)) == "400 nothing_to_search");
  }
  CHECK(problem_of(ana.get("/api/search?q=" + std::string(1001, 'a'))) == "422 too_long");
  CHECK(ana.get("/api/search?q=" + std::string(10'000, 'a')).status == 431);
  CHECK(problem_of(ana.get("/api/search?q=a&cursor=garbage")) == "400 malformed");
  CHECK(problem_of(ana.get("/api/search?q=a&limit=0")) == "400 malformed");
  for (const char* harmless :
       {"NEAR(", "near+AND+river", "words%3Ariver", "%5Enear", "%7Bwords%7D%3Ariver", "*near*",
        "near%00river", "near'%3B+DROP+TABLE+search%3B--", "%22near", "river%29"}) {
    CAPTURE(harmless);
    CHECK(ana.get(std::string("/api/search?q=") + harmless).status == 200);
  }
  CHECK(search(ana, "NEAR(") == Strings{"[near] the river"});
}

TEST_CASE("nothing of a query or of what it finds is in the log") {
  Service service;
  service.hears("+15035550142", "a purple kite");
  CHECK(search(service.as("cora"), "purple").size() == 1);
  CHECK(service.log().find("purple") == std::string::npos);
}

TEST_CASE("an excerpt is what is around the first match, cut between words, on one line") {
  std::string before;
  for (int i = 0; i < 60; ++i) before += "früher ";
  std::string after;
  for (int i = 0; i < 60; ++i) after += " später";
  const auto cut = excerpt_of(before + "the\nkite" + after, "kite");
  CHECK(cut.starts_with("…früher "));
  CHECK(cut.ends_with("später…"));
  CHECK(cut.find(" the [kite] später") != std::string::npos);
  CHECK(cut.size() < 250);
  CHECK(excerpt_of("kite", "kite") == "[kite]");
  CHECK(excerpt_of("kite, kites and a kite.", "kite") == "[kite], [kites] and a [kite].");
}

TEST_CASE("an excerpt has an end, and whole characters, also where there is no space") {
  const std::string wall = std::string(300, 'a') + ",kite," + std::string(300, 'b');
  const auto cut = excerpt_of(wall, "kite");
  CHECK(cut.find(",[kite],b") != std::string::npos);
  CHECK(cut.size() < api::excerpt_characters_max + 20);
  std::string flowers;
  for (int i = 0; i < 300; ++i) flowers += "🌸";
  const auto framed = excerpt_of(flowers + "kite" + flowers, "kite");
  CHECK(framed.starts_with("…🌸"));
  CHECK(framed.ends_with("🌸…"));
  CHECK_NOTHROW(json(framed).dump());
  const auto word = excerpt_of(std::string(400, 'k'), std::string(40, 'k') + "*");
  CHECK(word == "[" + std::string(api::excerpt_characters_max, 'k') + "]…");
}
