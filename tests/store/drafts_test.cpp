// Words that are not sent yet, as they are kept.
#include "gateway/store/drafts.hpp"

#include <chrono>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/store/exporting.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/retention.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using nlohmann::json;
using routing::Body;
using routing::Instant;
using routing::TextKind;
using store::Reading;
using store::Writing;
using namespace std::chrono_literals;
namespace drafts = store::drafts;

namespace {

// Ana writes to Maya.
struct Writes {
  Writes() {
    opened.write([&](Writing& store) {
      ana = a_peer(store, "ana");
      ben = a_peer(store, "ben");
      thread = a_thread(store);
      conversation = a_conversation(store, thread);
    });
  }

  store::Draft write(const std::string& words, TextKind kind = TextKind::text) {
    store::Draft kept;
    opened.write(
        [&](Writing& store) { kept = drafts::keep(store, conversation, ana, kind, Body(words)); });
    return kept;
  }
  std::string words(routing::StaffId who, TextKind kind = TextKind::text) {
    std::string found;
    opened.read([&](Reading& store) {
      const auto draft = drafts::find(store, conversation.id, who, kind);
      found = draft ? draft->body.words() : "";
    });
    return found;
  }
  int rows() {
    int count = 0;
    opened.read([&](Reading& store) {
      auto row = store.db.query("SELECT count(*) FROM drafts");
      row.next();
      count = row.get<int>(0);
    });
    return count;
  }

  Opened opened;
  routing::StaffId ana;
  routing::StaffId ben;
  store::Thread thread;
  routing::Conversation conversation;
};

}  // namespace

TEST_CASE("a reply and a note are two drafts, sealed, and nobody else's") {
  Writes line;
  const auto first = line.write("I hear yo");
  const auto second = line.write("I hear you");
  CHECK(second.version > first.version);
  line.write("likes the garden", TextKind::note);
  CHECK(line.words(line.ana) == "I hear you");
  CHECK(line.words(line.ana, TextKind::note) == "likes the garden");
  CHECK(line.words(line.ben).empty());
  CHECK(line.rows() == 2);
  line.opened.read([&](Reading& store) {
    auto row = store.db.query("SELECT body FROM drafts WHERE kind = 'text'");
    REQUIRE(row.next());
    const auto blob = row.blob(0);
    CHECK(std::string(blob.begin(), blob.end()).find("hear") == std::string::npos);
    const auto all = drafts::of(store, line.ana, Instant::max(), 9);
    REQUIRE(all.size() == 2);
    CHECK(all.front().kind == TextKind::note);
    CHECK(drafts::of(store, line.ana, all.front().changed_at, 9).size() == 1);
    CHECK(drafts::of(store, line.ben, Instant::max(), 9).empty());
  });
}

TEST_CASE("a draft goes with the text that says the same, and not with another") {
  Writes line;
  line.write("  I hear you\n");
  line.opened.write([&](Writing& store) {
    const auto taken = [&](TextKind kind, const char* words) {
      drafts::take_sent(store, line.conversation.id, line.ana, kind, Body(words));
    };
    taken(TextKind::text, "I hear");
    taken(TextKind::note, "I hear you");
    CHECK(drafts::find(store, line.conversation.id, line.ana, TextKind::text).has_value());
    taken(TextKind::text, "I hear you");
    CHECK_FALSE(drafts::find(store, line.conversation.id, line.ana, TextKind::text).has_value());
  });
}

TEST_CASE("a damaged draft is empty, and hides no other") {
  Writes line;
  line.write("I hear you");
  line.write("likes the garden", TextKind::note);
  line.opened.write([&](Writing& store) {
    store.db.query("UPDATE drafts SET body = x'01' WHERE kind = 'text'").run();
    const auto all = drafts::of(store, line.ana, Instant::max(), 9);
    REQUIRE(all.size() == 2);
    CHECK(all.front().body.words() == "likes the garden");
    CHECK(all.back().body.empty());
  });
}

TEST_CASE("drafts are gone once their texter is forgotten") {
  Writes line;
  line.write("I hear you");
  line.opened.write([&](Writing& store) { store::forgetting::begin(store, line.thread.texter); });
  CHECK(line.rows() == 0);
}

TEST_CASE("drafts go with the words of a closed conversation") {
  Writes line;
  line.write("I hear you");
  const auto keep_to = [&](Instant before) {
    line.opened.write([&](Writing& store) {
      store::retention::erase_some(store, line.thread.line, {.texts_before = before}, 100);
    });
  };
  line.opened.write([&](Writing& store) {
    auto closed = line.conversation;
    closed.state = routing::ConversationState::closed;
    closed.waiting_since.reset();
    closed.closed_at = store.now;
    store::conversations::keep(store, closed);
  });
  keep_to(line.opened.clock.now() - 1h);
  CHECK(line.rows() == 1);
  keep_to(line.opened.clock.now() + 1h);
  CHECK(line.rows() == 0);
  line.opened.read(
      [&](Reading& store) { CHECK(store::conversations::is_erased(store, line.conversation.id)); });
}

TEST_CASE("an export has the drafts") {
  Writes line;
  line.write("I hear you");
  std::vector<json> found;
  line.opened.read([&](Reading& store) {
    store::exporting::export_all(store, line.thread.texter, [&](const std::string& record) {
      const auto read = json::parse(record);
      if (read.at("kind") == "draft") found.push_back(read);
    });
  });
  REQUIRE(found.size() == 1);
  CHECK(found.front().at("body") == "I hear you");
  CHECK(found.front().at("of") == "text");
  CHECK(found.front().at("staff") == line.ana.text());
}

}  // namespace warmline::test
