#include "gateway/store/migrations.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "gateway/store/backup.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"
#include "gateway/store/verify.hpp"
#include "tests/store/kept.hpp"

namespace warmline::test {

TEST_CASE("a database of every earlier version is brought up to date, whole and readable") {
  REQUIRE(!kept_versions().empty());
  for (const auto& version : kept_versions()) {
    CAPTURE(version.string());
    Kept kept(version);
    {
      const auto database = kept.open();
      Kept::write(*database, [](store::Writing& store) {
        const auto ana = store::staff::by_username(store, "ana");
        REQUIRE(ana);
        CHECK(store::staff::find(store, *ana)->staff.name == "Ana");
        int texts = 0;
        auto rows = store.db.query("SELECT id FROM texts");
        while (rows.next()) {
          const auto text = store::texts::find(store, rows.get<routing::TextId>(0));
          REQUIRE(text);
          CHECK(!text->body.empty());
          ++texts;
        }
        CHECK(texts == 10);
        auto texters = store.db.query("SELECT id FROM texters");
        while (texters.next()) {
          const auto number =
              store::texters::number(store, texters.get<routing::TexterId>(0)).dialable();
          CHECK(number.starts_with("+1503555"));
        }
      });
    }
    const auto verified = store::verify(kept.file().string(), kept_key);
    for (const auto& line : verified.wrong.lines()) FAIL_CHECK(line);
  }
}

TEST_CASE("a flag is kept through all migrations, and there is one for machines") {
  for (const auto& version : kept_versions()) {
    if (version.stem() < "0005") continue;
    CAPTURE(version.string());
    Kept kept(version);
    const auto database = kept.open();
    Kept::write(*database, [](store::Writing& store) {
      auto flags = store.db.query("SELECT kind FROM flags");
      REQUIRE(flags.next());
      CHECK(flags.get<std::string>(0) == "too_often");
      CHECK_FALSE(flags.next());
      CHECK(store.db.query("UPDATE flags SET kind = 'machine'").run() == 1);
    });
  }
}

TEST_CASE("after all migrations a text has one of the statuses there are") {
  for (const auto& version : kept_versions()) {
    CAPTURE(version.string());
    Kept kept(version);
    const auto database = kept.open();
    Kept::write(*database, [](store::Writing& store) {
      for (const auto* status :
           {"received", "queued", "sending", "sent", "delivered", "failed", "unknown"}) {
        store.db.query("UPDATE texts SET status = ?1 WHERE kind = 'text'", std::string(status))
            .run();
      }
    });
    const auto set_another = [](store::Writing& store) {
      store.db.query("UPDATE texts SET status = 'lost' WHERE kind = 'text'").run();
    };
    CHECK_THROWS_AS(Kept::write(*database, set_another), store::Refused);
  }
}

TEST_CASE("what was there before a migration is kept, for its owner alone") {
  Kept kept;
  kept.open();
  const auto before = kept.beside("line.db.before-" + std::to_string(store::migrations().size()));
  REQUIRE(std::filesystem::exists(before));
  struct stat about{};
  REQUIRE(stat(before.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(one(before, "PRAGMA user_version") == "1");
  CHECK(one(before, "PRAGMA integrity_check") == "ok");
  CHECK(one(before, "SELECT count(*) FROM texts") == "10");
  CHECK(one(before, "SELECT count(*) FROM texter_keys") == "3");
  CHECK(one(before, "PRAGMA journal_mode") == "delete");
}

TEST_CASE("a copy from before a migration is never replaced, nor made where nothing changes") {
  Kept kept;
  const auto before = kept.beside("line.db.before-" + std::to_string(store::migrations().size()));
  std::ofstream(before) << "older";
  kept.open();
  CHECK(content(before) == "older");
  std::filesystem::remove(before);
  kept.open();
  CHECK(!std::filesystem::exists(before));
}

TEST_CASE("a copy from before a migration can be opened by the version that wrote it") {
  // Of a database in use, whose last changes stand in its log alone.
  Kept kept;
  SQLite::Database in_use(kept.file().string(), SQLite::OPEN_READWRITE);
  in_use.exec("PRAGMA journal_mode = WAL");
  in_use.exec("UPDATE staff SET capacity = 9");
  store::Connection db(kept.file().string(), SQLite::OPEN_READWRITE);
  store::backup::keep_before_migration(db, kept.file().string(), 2);
  CHECK(one(kept.beside("line.db.before-2"), "SELECT min(capacity) FROM staff") == "9");
}

TEST_CASE("copies beside the database go when they are old, and all of them when asked for") {
  Kept kept;
  for (const auto* name : {"line.db.before-2", "line.db.replaced-20261121T021000Z",
                           "line.db.replaced-20261121T021000Z-wal", "line.db.forgotten", "other"}) {
    std::ofstream(kept.beside(name)) << name;
  }
  const auto path = kept.file().string();
  const auto made = std::chrono::file_clock::to_sys(
      std::filesystem::last_write_time(kept.beside("line.db.before-2")));
  const auto at = std::chrono::time_point_cast<routing::Duration>(made);
  CHECK(store::backup::remove_copies_beside(path, at - std::chrono::hours(1)) == 0);
  CHECK(store::backup::remove_copies_beside(path, at + std::chrono::hours(1)) == 3);
  CHECK(std::filesystem::exists(kept.file()));
  CHECK(std::filesystem::exists(kept.beside("line.db.forgotten")));
  CHECK(std::filesystem::exists(kept.beside("other")));
  std::ofstream(kept.beside("line.db.before-2")) << "again";
  CHECK(store::backup::remove_copies_beside(path) == 1);
}

}  // namespace warmline::test
