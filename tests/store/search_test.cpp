#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gateway/store/search_index.hpp"
#include "gateway/store/search_query.hpp"
#include "gateway/store/texts.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using routing::ProblemCode;
using store::SearchQuery;
using store::Writing;
namespace search_index = store::search_index;

namespace {

using Strings = std::vector<std::string>;
constexpr auto newest = std::numeric_limits<std::int64_t>::max();
const Strings both{"en", "es"};

store::Text said(const std::string& words, const std::string& language = "en") {
  store::Text text;
  text.direction = routing::Direction::in;
  text.status = routing::TextStatus::received;
  text.body = routing::Body(words);
  text.language = language;
  return text;
}

void keep(Opened& opened, const std::string& words, const std::string& language = "en") {
  opened.write(
      [&](Writing& store) { store::texts::add(store, a_thread(store), said(words, language)); });
}

// The bodies that match, newest first.
Strings found(Opened& opened, const std::string& typed, std::int64_t before = newest) {
  const auto query = SearchQuery::parse(typed, both);
  REQUIRE(query);
  Strings bodies;
  opened.read([&](store::Reading& store) {
    search_index::each_candidate(store, query->expression(store.seal), 0, before,
                                 [&](const search_index::Candidate& candidate) {
                                   const auto text = store::texts::find(store, candidate.text);
                                   const auto& words = text->body.words();
                                   if (!query->matches(words, text->language).empty())
                                     bodies.push_back(words);
                                   return true;
                                 });
  });
  return bodies;
}

bool finds(Opened& opened, const std::string& typed) {
  return !found(opened, typed).empty();
}

int candidates(Opened& opened, const std::string& typed) {
  int count = 0;
  opened.read([&](store::Reading& store) {
    const auto query = SearchQuery::parse(typed, both);
    search_index::each_candidate(store, query->expression(store.seal), 0, newest,
                                 [&](const auto&) { return ++count > 0; });
  });
  return count;
}

ProblemCode refusal(const std::string& typed) {
  const auto query = SearchQuery::parse(typed, both);
  REQUIRE(!query);
  return query.error().code;
}

}  // namespace

TEST_CASE("a text is found by any of its words, in any order, and only when all are there") {
  Opened opened;
  keep(opened, "My sister moved to the coast");
  keep(opened, "The coast is far away");
  CHECK(found(opened, "coast") == Strings{"The coast is far away", "My sister moved to the coast"});
  CHECK(found(opened, "COAST sister") == Strings{"My sister moved to the coast"});
  CHECK(found(opened, "coast mountain").empty());
}

TEST_CASE("words are found by their stem in the text's own language, whatever the query's is") {
  Opened opened;
  keep(opened, "she talked for hours");
  keep(opened, "quiero hablar con mis niños", "es");
  CHECK(finds(opened, "talking hour"));
  CHECK(finds(opened, "hablando "));
  CHECK(finds(opened, "nino "));
  CHECK(finds(opened, "niños"));
  CHECK_FALSE(finds(opened, "\"talker\""));
}

TEST_CASE("a text in a language without a stemmer is found by its words as they are") {
  Opened opened;
  keep(opened, "我想找人说话", "zh");
  keep(opened, "ฉันอยากคุยกับใครสักคน", "th");
  keep(opened, "ok 東京 tomorrow", "und");
  CHECK(finds(opened, "说话"));
  CHECK(finds(opened, "คุย"));
  CHECK(finds(opened, "tomorrow 東京"));
}

TEST_CASE("a phrase has to be there word after word") {
  Opened opened;
  keep(opened, "I want to go home now");
  keep(opened, "going back to my home");
  CHECK(found(opened, "\"go home\"") == Strings{"I want to go home now"});
  CHECK(found(opened, "“go home”") == Strings{"I want to go home now"});
  CHECK(found(opened, "\"going homes\"") == Strings{"I want to go home now"});
  CHECK(found(opened, "\"home go\"").empty());
  CHECK(found(opened, "now \"to go\"") == Strings{"I want to go home now"});
  CHECK(found(opened, "\"go home now").size() == 1);  // still being typed
  // The index itself knows the order: the other text is not even opened.
  CHECK(candidates(opened, "\"go home\"") == 1);
}

TEST_CASE("what is written without spaces between is looked for in a row") {
  Opened opened;
  keep(opened, "the rent is 3.50 more");
  keep(opened, "50 more than 3");
  CHECK(found(opened, "3.50") == Strings{"the rent is 3.50 more"});
  CHECK(found(opened, "3,50").size() == 2);
}

TEST_CASE("three letters and a star find words that begin with them") {
  Opened opened;
  keep(opened, "the counselor listened");
  keep(opened, "we went to the council");
  CHECK(found(opened, "coun*").size() == 2);
  CHECK(found(opened, "counc* went") == Strings{"we went to the council"});
  CHECK(found(opened, "counse*") == Strings{"the counselor listened"});
  CHECK(found(opened, "counselor*") == Strings{"the counselor listened"});
  CHECK(found(opened, "the* council") == Strings{"we went to the council"});
  CHECK(found(opened, "counselors*").empty());
  CHECK(found(opened, "co*").empty());
  CHECK(finds(opened, "liste* the"));
}

TEST_CASE("the last word may still be half typed, unless it is in quotes or very short") {
  Opened opened;
  keep(opened, "nobody answered tonight");
  CHECK(finds(opened, "ton"));
  CHECK(finds(opened, "answered tonig"));
  CHECK_FALSE(finds(opened, "tonig answered"));
  CHECK_FALSE(finds(opened, "to"));
  CHECK_FALSE(finds(opened, "\"tonig\""));
}

TEST_CASE("nothing in a query is syntax, but for quotes and stars") {
  Opened opened;
  keep(opened, "near the river and or not");
  for (const char* harmless :
       {"NEAR(", "near AND river", "NOT near", "river OR near", "words:river", "-river", "^near",
        "{words} : river", "near'; DROP TABLE search; --", "***river", "\"\"\"near\"\"", "river\\",
        "near)", "river %"}) {
    CAPTURE(harmless);
    CHECK_NOTHROW(found(opened, harmless));
  }
  CHECK(finds(opened, "NEAR("));
  CHECK(finds(opened, "near AND river"));
  CHECK_FALSE(finds(opened, "river NOT mountain"));
}

TEST_CASE("a query without a word, or with too much, says so") {
  for (const char* empty : {"", "  ", "\"\"", "*", "?!", "❤️", "\xff\xfe"}) {
    CAPTURE(empty);
    CHECK(refusal(empty) == ProblemCode::nothing_to_search);
  }
  CHECK(refusal(std::string(10'000, 'a')) == ProblemCode::too_long);
  std::string words;
  for (std::size_t i = 0; i <= store::query_words_max; ++i) words += "w ";
  CHECK(refusal(words) == ProblemCode::too_long);
}

TEST_CASE("matches are told by their place") {
  const auto query = SearchQuery::parse("talk nino*", both);
  REQUIRE(query);
  const std::string body = "¿Niños? Talking of niños";
  const auto matches = query->matches(body, "en");
  REQUIRE(matches.size() == 3);
  CHECK(body.substr(matches[0].begin, matches[0].end - matches[0].begin) == "Niños");
  CHECK(body.substr(matches[1].begin, matches[1].end - matches[1].begin) == "Talking");
  CHECK(query->matches("nobody", "en").empty());
  CHECK(query->matches("talk", "en").empty());
}

TEST_CASE("candidates come newest first, go on where they ended, and are not sorted for it") {
  Opened opened;
  for (int i = 0; i < 20; ++i) keep(opened, "day " + std::to_string(i));
  std::vector<std::int64_t> seen;
  opened.read([&](store::Reading& store) {
    const auto expression = SearchQuery::parse("day", both)->expression(store.seal);
    std::int64_t before = newest;
    for (bool ended = false; !ended;) {
      int here = 0;
      ended = true;
      search_index::each_candidate(store, expression, 0, before, [&](const auto& candidate) {
        seen.push_back(candidate.seq);
        before = candidate.seq;
        ended = ++here < 6;
        return ended;
      });
    }
    auto plan = store.db.query(
        "EXPLAIN QUERY PLAN SELECT t.seq FROM search CROSS JOIN texts t ON t.seq = search.rowid"
        " WHERE search MATCH ?1 AND search.rowid >= ?2 AND search.rowid < ?3"
        " ORDER BY search.rowid DESC",
        expression, 0, newest);
    while (plan.next()) CHECK(plan.get<std::string>(3).find("TEMP B-TREE") == std::string::npos);
  });
  REQUIRE(seen.size() == 20);
  for (std::size_t i = 1; i < seen.size(); ++i) CHECK(seen[i] < seen[i - 1]);
}

TEST_CASE("what is removed from the index is not proposed any more") {
  Opened opened;
  keep(opened, "the blue lighthouse");
  keep(opened, "another lighthouse");
  opened.write([](Writing& store) {
    search_index::remove(store.db, 1, search_index::terms(store.seal, "the blue lighthouse", "en"));
  });
  CHECK(candidates(opened, "lighthouse") == 1);
  CHECK(candidates(opened, "blue") == 0);
  CHECK(candidates(opened, "lighth*") == 1);
}

TEST_CASE("texts of before there was an index get into it step by step, but for automatic ones") {
  Opened opened;
  opened.write([](Writing& store) {
    const auto thread = a_thread(store);
    auto text = said("an old lantern", "");
    text.conversation = a_conversation(store, thread).id;
    for (int i = 0; i < 3; ++i) store::texts::add(store, thread, text);
    text.automatic = true;
    store::texts::add(store, thread, text);
    store.db.query("UPDATE texts SET indexed_as = NULL").run();
  });
  CHECK_FALSE(finds(opened, "lantern"));
  std::vector<int> steps;
  do {
    opened.write([&](Writing& store) { steps.push_back(search_index::index_some(store, 2)); });
  } while (steps.back() > 0);
  CHECK(steps == std::vector{2, 2, 0});
  CHECK(found(opened, "lanterns").size() == 3);
  opened.read([](store::Reading& store) {
    auto rows = store.db.query("SELECT indexed_as FROM texts ORDER BY seq");
    Strings as;
    while (rows.next()) as.push_back(rows.get<std::string>(0));
    CHECK(as == Strings{"en", "en", "en", ""});
  });
}

TEST_CASE("a text that can't be opened any more keeps no other from the index") {
  Opened opened;
  for (const auto& from : {"+15035550123", "+15035550124"}) {
    opened.write(
        [&](Writing& store) { store::texts::add(store, a_thread(store, from), said("tomatoes")); });
  }
  opened.write([](Writing& store) {
    store.db.execute("INSERT INTO search (search) VALUES ('delete-all')");
    store.db.execute("UPDATE texts SET indexed_as = NULL");
    store.db.execute(
        "UPDATE texter_keys SET wrapped = x'00' WHERE texter = (SELECT min(texter) FROM"
        " texter_keys)");
  });
  opened.write([](Writing& store) { CHECK(search_index::index_some(store, 100) == 2); });
  opened.write([](Writing& store) { CHECK(search_index::index_some(store, 100) == 0); });
  CHECK(candidates(opened, "tomatoes") == 1);
}

TEST_CASE("merging in steps ends, and finds everything as before") {
  Opened opened;
  for (int i = 0; i < 40; ++i) keep(opened, "number " + std::to_string(i) + " of many");
  int steps = 0;
  bool goes_on = true;
  while (goes_on) {
    opened.write([&](Writing& store) { goes_on = search_index::merge_some(store.db); });
    REQUIRE(++steps < 100);
  }
  CHECK(steps > 1);
  CHECK(found(opened, "number many").size() == 40);
  CHECK(found(opened, "\"number 17\"").size() == 1);
}

TEST_CASE("the index shows neither words nor stems, and another key gives other tokens") {
  Opened opened;
  keep(opened, "wintergreen lighthouses");
  const store::Seal& seal = opened.database->seal();
  const auto terms = search_index::terms(seal, "wintergreen wintergreen", "en");
  CHECK(terms.words.size() == 17);
  CHECK(terms.words.substr(0, 8) == terms.words.substr(9));
  Opened other;
  CHECK(search_index::terms(other.database->seal(), "wintergreen", "en").words !=
        terms.words.substr(0, 8));
  for (const auto& file : std::filesystem::directory_iterator(opened.folder.path())) {
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    CAPTURE(file.path().filename().string());
    for (const char* plain : {"wintergreen", "wintergr", "lighthouse", "lighthous", "winte"}) {
      CHECK(bytes.find(plain) == std::string::npos);
    }
  }
}

}  // namespace warmline::test
