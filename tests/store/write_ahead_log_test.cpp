// The write-ahead log: bounded under load, and emptied when a key was destroyed.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "tests/store/opened.hpp"

namespace warmline::test {
namespace {

using store::Writing;

std::string log_file(const Opened& opened) {
  return opened.file() + "-wal";
}

// Some 10 pages of the log a piece.
void write_much(Writing& store, int piece) {
  store.db
      .query("INSERT INTO keys (name, wrapped) VALUES (?1, zeroblob(40000))",
             "piece " + std::to_string(piece))
      .run();
}

bool log_holds(const Opened& opened, const std::string& bytes) {
  std::ifstream in(log_file(opened), std::ios::binary);
  const std::string all(std::istreambuf_iterator<char>(in), {});
  return all.find(bytes) != std::string::npos;
}

}  // namespace

TEST_CASE("the log does not grow without end, however long the load lasts") {
  Opened opened;
  constexpr std::uintmax_t page_bytes = 4096 + 24;
  std::uintmax_t longest = 0;
  for (int piece = 0; piece < 4'000; piece += 20) {
    opened.write([&](Writing& store) {
      for (int i = 0; i < 20; ++i) write_much(store, piece + i);
    });
    longest = std::max(longest, std::filesystem::file_size(log_file(opened)));
  }
  // Some 40,000 pages went through it; one batch may go beyond the bound.
  CHECK(longest < (store::Checkpointer::log_pages_max + 1'000) * page_bytes);
}

TEST_CASE("what was deleted is nowhere in the log after it was scrubbed, whoever reads meanwhile") {
  Opened opened;
  const std::string secret = "the wrapped key of somebody";
  opened.write([&](Writing& store) {
    store.db.query("INSERT INTO keys (name, wrapped) VALUES ('gone', CAST(?1 AS BLOB))", secret)
        .run();
  });
  REQUIRE(log_holds(opened, secret));
  auto reader = opened.database->reader();
  reader->execute("BEGIN");
  CHECK(reader->query("SELECT 1 FROM keys WHERE name = 'gone'").next());
  opened.write(
      [](Writing& store) { store.db.query("DELETE FROM keys WHERE name = 'gone'").run(); });
  opened.database->scrub();
  CHECK(reader->query("SELECT 1 FROM keys WHERE name = 'gone'").next());
  reader->execute("COMMIT");
  while (log_holds(opened, secret)) std::this_thread::yield();
  std::ifstream in(opened.file(), std::ios::binary);
  const std::string all(std::istreambuf_iterator<char>(in), {});
  CHECK(all.find(secret) == std::string::npos);
}

TEST_CASE("a commit that had nothing to write says so") {
  Opened opened;
  std::array<store::Database::Job, 1> reads{
      [](Writing& store) { store.db.query("SELECT count(*) FROM staff").next(); }};
  CHECK_FALSE(opened.database->commit_together(reads).wrote);
  std::array<store::Database::Job, 1> writes{[](Writing& store) { a_peer(store, "ana"); }};
  CHECK(opened.database->commit_together(writes).wrote);
}

TEST_CASE("a commit that can't be kept fails every job of its batch, and the next one works") {
  Opened opened;
  const auto pages = [&] {
    const auto reader = opened.database->reader();
    auto row = reader->query("PRAGMA page_count");
    row.next();
    return row.get<int>(0);
  }();
  std::vector<store::Database::Job> jobs;
  jobs.emplace_back([](Writing& store) { a_peer(store, "ana"); });
  jobs.emplace_back([&](Writing& store) {
    store.db.execute("PRAGMA max_page_count = " + std::to_string(pages + 2));  // a full disk
    for (int piece = 0; piece < 20; ++piece) write_much(store, piece);
  });
  CHECK_THROWS_AS(opened.database->commit_together(jobs), store::Refused);
  opened.write([](Writing& store) {
    CHECK_FALSE(store::staff::by_username(store, "ana"));
    store.db.execute("PRAGMA max_page_count = 1073741823");
    a_peer(store, "ben");
  });
}

}  // namespace warmline::test
