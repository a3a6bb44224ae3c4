#include <fstream>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include "gateway/store/events.hpp"
#include "gateway/store/migrations.hpp"
#include "gateway/store/texts.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using store::Writing;

TEST_CASE("what one job of a batch did stays when the job after it fails") {
  Opened opened;
  std::vector<store::Database::Job> jobs;
  jobs.emplace_back([](Writing& store) { a_peer(store, "ana"); });
  jobs.emplace_back([](Writing& store) {
    a_peer(store, "ben");
    throw std::runtime_error("turned down");
  });
  jobs.emplace_back([](Writing& store) { a_peer(store, "cora"); });
  const auto done = opened.database->commit_together(jobs);

  CHECK(!done.failures[0]);
  CHECK(done.failures[1]);
  CHECK(!done.failures[2]);
  opened.read([](store::Reading& store) {
    CHECK(store::staff::by_username(store, "ana"));
    CHECK(!store::staff::by_username(store, "ben"));
    CHECK(store::staff::by_username(store, "cora"));
  });
}

TEST_CASE("the events of a job that failed are not told") {
  Opened opened;
  std::vector<store::Database::Job> jobs;
  for (const bool fails : {false, true, false}) {
    jobs.emplace_back([fails](Writing& store) {
      store::events::append(store, {.kind = routing::EventKind::signed_in, .data = "{}"});
      if (fails) throw std::runtime_error("turned down");
    });
  }
  const auto done = opened.database->commit_together(jobs);
  CHECK(done.events.size() == 2);
  opened.read([&](store::Reading& store) {
    const auto kept = store::events::after(store, 0, 10);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].seq == done.events[0].seq);
    CHECK(kept[1].seq == done.events[1].seq);
    CHECK(store::events::newest(store) == done.events[1].seq);
  });
}

TEST_CASE(
    "each job has a time of its own, later than the one before, even when the clock stands still") {
  Opened opened;
  std::vector<routing::Instant> times;
  std::vector<store::Database::Job> jobs;
  for (int i = 0; i < 3; ++i) {
    jobs.emplace_back([&](Writing& store) { times.push_back(store.now); });
  }
  opened.database->commit_together(jobs);
  CHECK(times[0] < times[1]);
  CHECK(times[1] < times[2]);
}

TEST_CASE("a database of a newer version is refused, with words that say so, and left as it is") {
  Opened opened;
  opened.database.reset();
  {
    store::Connection raw(opened.file(), SQLite::OPEN_READWRITE);
    raw.execute("PRAGMA user_version = 99");
  }
  CHECK_THROWS_WITH_AS(opened.open(), doctest::Contains("newer version"), store::Unusable);
  store::Connection raw(opened.file(), SQLite::OPEN_READWRITE);
  CHECK(raw.raw().execAndGet("PRAGMA user_version").getInt() == 99);
}

TEST_CASE("a file that is no database is refused, with words that say so") {
  Opened opened;
  opened.database.reset();
  std::filesystem::remove(opened.file() + "-wal");
  std::ofstream(opened.file()) << std::string(4096, 'x');
  CHECK_THROWS_WITH_AS(opened.open(), doctest::Contains("not a database"), store::Unusable);
}

TEST_CASE("another master key than the one the database was made with is refused") {
  Opened opened;
  CHECK_THROWS_WITH_AS(opened.open(store::MasterKey{9}), doctest::Contains("master key"),
                       store::Unusable);
  opened.open();
}

TEST_CASE("a new file is brought to the newest version, with strict tables throughout") {
  Opened opened;
  opened.read([](store::Reading& store) {
    auto version = store.db.query("PRAGMA user_version");
    REQUIRE(version.next());
    CHECK(version.get<std::size_t>(0) == store::migrations().size());
    auto loose = store.db.query(
        "SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main'"
        " AND type = 'table' AND name NOT LIKE 'sqlite_%'"
        // What FTS5 keeps its index in is its own.
        " AND name NOT LIKE 'search_%'");
    CHECK(!loose.next());
  });
}

TEST_CASE("a reading connection can't write") {
  Opened opened;
  opened.read([](store::Reading& store) {
    CHECK_THROWS_AS(store.db.execute("DELETE FROM staff"), store::Refused);
  });
}

TEST_CASE("neither names, numbers nor words stand in the file") {
  Opened opened;
  const std::string words = "the garden at four in the morning";
  opened.write([&](Writing& store) {
    a_peer(store, "ana");
    const auto thread = a_thread(store);
    store::Text text;
    text.direction = routing::Direction::in;
    text.status = routing::TextStatus::received;
    text.body = routing::Body(words);
    text.media = {{"image/jpeg", "https://pictures.example.org/secret-picture"}};
    store::texts::add(store, thread, text, {{}, R"([["FromCity","secret-city"]])"});
  });
  std::string bytes;
  for (const std::string ending : {"", "-wal"}) {
    std::ifstream in(opened.file() + ending, std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(in), {});
  }
  CHECK(bytes.find("Community line") != std::string::npos);  // what is public is there to be found
  for (const std::string& secret : {words, std::string("5035550123"), std::string("Name of ana"),
                                    std::string("secret-picture"), std::string("secret-city")}) {
    CAPTURE(secret);
    CHECK(bytes.find(secret) == std::string::npos);
  }
}

}  // namespace warmline::test
