#include "gateway/store/backup.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "gateway/store/checksum.hpp"
#include "gateway/store/keys.hpp"
#include "gateway/store/texts.hpp"
#include "tests/store/backed_up.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {
namespace {

namespace fs = std::filesystem;
using store::Writing;
using Line = BackedUpLine;

std::vector<std::string> wrapped_keys(const fs::path& database) {
  SQLite::Database db(database.string(), SQLite::OPEN_READONLY);
  std::vector<std::string> all;
  for (const auto* table : {"keys", "texter_keys"}) {
    SQLite::Statement rows(db, std::string("SELECT wrapped FROM ") + table);
    while (rows.executeStep()) all.push_back(rows.getColumn(0).getString());
  }
  return all;
}

bool holds_any(const std::string& bytes, const std::vector<std::string>& parts) {
  return std::ranges::any_of(
      parts, [&](const std::string& part) { return bytes.find(part) != std::string::npos; });
}

unsigned mode_of(const fs::path& file) {
  struct stat about{};
  REQUIRE(stat(file.c_str(), &about) == 0);
  return about.st_mode & 0777;
}
}  // namespace

TEST_CASE("a copy holds no key, not even in what was deleted long ago") {
  Line line;
  const auto keys = wrapped_keys(line.file());
  REQUIRE(keys.size() == 4 + 3);
  REQUIRE(holds_any(content(line.file()), keys));
  const auto made = line.copy("copy.db");
  CHECK(made.texts == 10);
  CHECK(made.keys == 0);
  CHECK(!holds_any(content(line.beside("copy.db")), keys));
  CHECK(wrapped_keys(line.beside("copy.db")).empty());
  CHECK(one(line.beside("copy.db"), "SELECT count(*) FROM texts") == "10");
  CHECK(one(line.beside("copy.db"), "PRAGMA journal_mode") == "delete");
}

TEST_CASE("keys go into the copy, or into a file of their own, only when they are asked for") {
  Line line;
  const auto keys = wrapped_keys(line.file());
  CHECK(line.copy_with_keys("with.db").keys == 3);
  CHECK(wrapped_keys(line.beside("with.db")) == keys);
  CHECK(line.copy_and_keys("copy.db", "keys.db").keys == 3);
  CHECK(!holds_any(content(line.beside("copy.db")), keys));
  CHECK(wrapped_keys(line.beside("keys.db")) == keys);
  for (const auto* name : {"with.db", "copy.db", "keys.db", "copy.db.sha256", "keys.db.sha256"}) {
    CAPTURE(std::string(name));
    CHECK(mode_of(line.beside(name)) == 0600);
  }
}

TEST_CASE("the checksum is that of the copy, in the form that sha256sum reads") {
  Line line;
  const auto made = line.copy("copy.db");
  CHECK(made.sha256 == store::checksum::of(line.beside("copy.db")));
  CHECK(content(line.beside("copy.db.sha256")) == made.sha256 + "  copy.db\n");
  std::ofstream(line.beside("abc")) << "abc";
  CHECK(store::checksum::of(line.beside("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a copy replaces nothing, and leaves nothing unfinished behind") {
  Line line;
  std::ofstream(line.beside("copy.db")) << "precious";
  CHECK_THROWS_WITH_AS(line.copy("copy.db"), doctest::Contains("is there already"),
                       store::Unusable);
  CHECK(content(line.beside("copy.db")) == "precious");
  std::ofstream(line.beside("keys.db")) << "precious";
  CHECK_THROWS_AS(line.copy_and_keys("other.db", "keys.db"), store::Unusable);
  CHECK(!fs::exists(line.beside("other.db")));
  // What an interrupted run left is in nobody's way.
  std::ofstream(line.beside("third.db.partial")) << "half";
  CHECK(line.copy("third.db").texts == 10);
  CHECK(!fs::exists(line.beside("third.db.partial")));
}

TEST_CASE("a database of another version is not copied, and words say what to do") {
  Kept kept;
  CHECK_THROWS_WITH_AS(store::backup::make({.database = kept.file().string(),
                                            .to = kept.beside("copy.db"),
                                            .keys_to = {},
                                            .pause = {}}),
                       doctest::Contains("Start the service once"), store::Unusable);
}

TEST_CASE("while texts come in, a copy is one moment of the database, and comes to its end") {
  Line line;
  // Large enough for several pieces.
  change(line.file(),
         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)"
         " INSERT INTO receipts SELECT 'main', i, 'sent', 'sent', NULL, NULL,"
         " hex(randomblob(10000)), i FROM n");
  const auto database = line.open();
  const auto texter = line.somebody("Evening Canyon");
  int written = 0;
  const auto write_one = [&] {
    Kept::write(*database, [&](Writing& store) {
      store::Thread thread{.texter = texter};
      auto row = store.db.query("SELECT id, line FROM threads WHERE texter = ?1", texter);
      row.next();
      thread.id = row.get<routing::ThreadId>(0);
      thread.line = row.get<routing::LineId>(1);
      // Both or neither: that is what one moment means.
      store::Text note;
      note.kind = routing::TextKind::note;
      note.body = routing::Body("a note");
      store::texts::add(store, thread, note);
      store.db.query("UPDATE staff SET lapses = lapses + 1").run();
    });
    ++written;
  };
  auto wanted = line.to("copy.db");
  wanted.keys_to = line.beside("keys.db");
  wanted.pause = write_one;
  store::backup::make(wanted);
  CHECK(written > 1);
  const auto notes = std::stoi(one(line.beside("copy.db"), "SELECT count(*) FROM texts")) - 10;
  CHECK(notes == std::stoi(one(line.beside("copy.db"), "SELECT max(lapses) FROM staff")));

  auto back = line.from("copy.db", "elsewhere.db");
  back.keys = line.beside("keys.db");
  const auto restored = store::restore::restore(back);
  CHECK(restored.checksum_was_there);
  CHECK(restored.keys == store::restore::KeysFrom::their_file);
  CHECK(restored.verified.is_whole());
  CHECK(restored.verified.texts == 10 + notes);
  CHECK(!restored.replaced);
}

TEST_CASE("what lies beside the database and may hold texts or keys goes with time") {
  Line line;
  const auto lies = [&](const std::string& name) {
    std::ofstream(line.beside(name)) << "something";
    return line.beside(name);
  };
  const auto spool = lies("line.db.spool.damaged-20261122T000000Z");
  const auto replaced = lies("line.db.replaced-20261122T000000Z");
  const auto restoring = lies("line.db.restoring");
  store::restore::remove_unfinished(line.file().string());
  CHECK_FALSE(fs::exists(restoring));
  // At once when somebody is forgotten; but what is damaged may be all there is of some texts.
  store::backup::remove_copies_beside(line.file().string());
  CHECK_FALSE(fs::exists(replaced));
  REQUIRE(fs::exists(spool));
  const auto written = std::chrono::file_clock::to_sys(fs::last_write_time(spool));
  store::backup::remove_copies_beside(
      line.file().string(),
      std::chrono::floor<routing::Duration>(written) + std::chrono::seconds(1));
  CHECK_FALSE(fs::exists(spool));
}

}  // namespace warmline::test
