// Looking back on a long record; links and reveals, as they are kept.
#include "gateway/store/activity.hpp"

#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include "gateway/store/exporting.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/invitations.hpp"
#include "gateway/store/reveals.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using nlohmann::json;
using routing::EventKind;
using store::Reading;
using store::Writing;
using store::activity::Wanted;
using namespace std::chrono_literals;

namespace {

// Many texts, a minute apart, with one number revealed between them.
struct LongRecord {
  static constexpr int texts = 2'000;

  LongRecord() {
    opened.write([&](Writing& store) {
      cora = a_peer(store, "cora");
      thread = a_thread(store);
      conversation = a_conversation(store, thread);
      add(store, EventKind::conversation_started, {});
      for (int i = 0; i < texts; ++i) {
        store.now += 1min;  // as if each were a job of its own
        add(store, EventKind::text_received, {});
        if (i == texts / 2) add(store, EventKind::number_revealed, cora);
      }
    });
    opened.clock.advance(texts * 1min);
  }

  void add(Writing& store, EventKind kind, std::optional<routing::StaffId> actor) const {
    store::events::append(store, {.kind = kind,
                                  .line = thread.line,
                                  .conversation = conversation.id,
                                  .actor = actor,
                                  .data = "{}"});
  }

  store::activity::Page find(const Wanted& wanted) {
    store::activity::Page page;
    opened.read([&](Reading& store) { page = store::activity::look_back(store, wanted); });
    return page;
  }

  Opened opened;
  routing::StaffId cora;
  store::Thread thread;
  routing::Conversation conversation;
};

// How SQLite goes about each statement that was kept for `connection` and reads the record.
std::vector<std::string> plans(store::Connection& connection) {
  std::vector<std::string> statements;
  auto* db = connection.raw().getHandle();
  for (auto* one = sqlite3_next_stmt(db, nullptr); one != nullptr;
       one = sqlite3_next_stmt(db, one)) {
    const std::string sql = sqlite3_sql(one);
    if (sql.find("FROM events") != std::string::npos) statements.push_back(sql);
  }
  std::vector<std::string> found;
  for (const auto& sql : statements) {
    SQLite::Statement explained(connection.raw(), "EXPLAIN QUERY PLAN " + sql);
    while (explained.executeStep()) found.push_back(explained.getColumn(3).getString());
  }
  return found;
}

}  // namespace

TEST_CASE("what is rare is found by an index, however long the record is") {
  LongRecord record;
  const Wanted by_kind{.kinds = {EventKind::number_revealed}, .look_at = 5};
  const Wanted by_actor{.actor = record.cora, .look_at = 5};
  for (const auto& wanted : {by_kind, by_actor}) {
    const auto page = record.find(wanted);
    REQUIRE(page.events.size() == 1);
    CHECK(page.events.front().kind == EventKind::number_revealed);
    CHECK_FALSE(page.next);
  }
  record.opened.read([&](Reading& store) {
    for (const auto& wanted : {by_kind, by_actor, Wanted{.conversation = record.conversation.id},
                               Wanted{.from = store.now - 1h, .until = store.now}}) {
      static_cast<void>(store::activity::look_back(store, wanted));
    }
    const auto all = plans(store.db);
    CHECK(all.size() >= 5);
    for (const auto& plan : all) {
      CAPTURE(plan);
      CHECK(plan.find("TEMP B-TREE") == std::string::npos);
      CHECK((plan.find("SCAN") == std::string::npos || plan.find("max") != std::string::npos));
    }
  });
}

TEST_CASE("pages of a conversation have what was said and what became of it, in order, once") {
  LongRecord record;
  Wanted wanted{.conversation = record.conversation.id, .most = 100, .look_at = 300};
  std::vector<std::int64_t> seqs;
  for (int pages = 0; pages < 100; ++pages) {
    const auto page = record.find(wanted);
    for (const auto& event : page.events) seqs.push_back(event.seq);
    if (!page.next) break;
    wanted.before = *page.next;
  }
  CHECK(seqs.size() == LongRecord::texts + 2);
  CHECK(std::ranges::is_sorted(seqs, std::ranges::greater_equal()));
  CHECK(std::ranges::adjacent_find(seqs) == seqs.end());
}

TEST_CASE("a stretch of time begins and ends where it says") {
  LongRecord record;
  const auto all = record.find({.most = 3000});
  const auto& first = all.events.back();
  const auto from = first.at + 10min;
  const auto page = record.find({.from = from, .until = from + 5min, .most = 3000});
  CHECK(page.events.size() == 5);
  for (const auto& event : page.events) {
    CHECK(event.at >= from);
    CHECK(event.at < from + 5min);
  }
  CHECK(record.find({.until = first.at}).events.empty());
  CHECK(record.find({.from = all.events.front().at + 1us}).events.empty());
}

TEST_CASE(
    "an invitation is kept sealed, is given out without what opens it, and goes when too old") {
  Opened opened;
  std::vector<json> given;
  opened.write([&](Writing& store) {
    const auto cora = a_peer(store, "cora");
    routing::Staff as;
    as.name = "Eve of the garden";
    as.languages = {"es"};
    as.lines = {a_thread(store).line};
    store::invitations::add(store, store::Bytes{1}, as, cora, store.now + 1h);
  });
  opened.read([&](Reading& store) {
    auto row = store.db.query("SELECT name FROM invitations");
    REQUIRE(row.next());
    const auto raw = row.blob(0);
    CHECK(std::string(raw.begin(), raw.end()).find("garden") == std::string::npos);
    store::exporting::export_all(store, {}, [&](const std::string& record) {
      if (auto read = json::parse(record); read.at("kind") == "invitation") given.push_back(read);
    });
  });
  REQUIRE(given.size() == 1);
  CHECK(given.front().at("name") == "Eve of the garden");
  CHECK_FALSE(given.front().contains("token_hash"));
  opened.clock.advance(1h);
  opened.write([&](Writing& store) {
    CHECK(store::invitations::all(store).empty());
    CHECK_FALSE(store::invitations::find(store, store::Bytes{1}));
    const auto eve = a_peer(store, "eve");
    store::invitations::add(store, store::Bytes{2}, {.name = "Dee"}, eve, store.now + 1h);
    auto rows = store.db.query("SELECT count(*) FROM invitations");
    REQUIRE(rows.next());
    CHECK(rows.get<int>(0) == 1);
  });
}

TEST_CASE("why a number was seen is given out to its texter, and is gone when they are forgotten") {
  Opened opened;
  routing::TexterId maya;
  opened.write([&](Writing& store) {
    const auto cora = a_peer(store, "cora");
    const auto conversation = a_conversation(store, a_thread(store));
    maya = conversation.texter;
    const auto id = store::reveals::add(store, conversation, cora, routing::Body("to call back"));
    CHECK(store::reveals::reason(store, id) == "to call back");
    CHECK(store::reveals::count_since(store, cora, store.now - 1h) == 1);
    CHECK(store::reveals::count_since(store, cora, store.now) == 0);
  });
  const auto reasons = [&] {
    std::vector<std::string> found;
    opened.read([&](Reading& store) {
      store::exporting::export_all(store, maya, [&](const std::string& record) {
        const auto read = json::parse(record);
        if (read.at("kind") == "reveal") found.push_back(read.at("reason"));
      });
    });
    return found;
  };
  CHECK(reasons() == std::vector<std::string>{"to call back"});
  opened.write([&](Writing& store) { REQUIRE(store::forgetting::forget(store, maya)); });
  CHECK(reasons() == std::vector<std::string>{""});
}

}  // namespace warmline::test
