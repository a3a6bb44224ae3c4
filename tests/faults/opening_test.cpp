// The disk fails while a database is made, opened, or brought to today's tables: it says why,
// leaves what there was as it was, and opens when the disk is back.
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include "gateway/store/verify.hpp"
#include "tests/faults/faulty_disk.hpp"
#include "tests/store/kept.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {
namespace {

// The first operations of each kind are tried one by one, then one in so many.
constexpr int each_of_the_first = 12;
constexpr int then_one_in = 17;

// Null: it did not open, and said why.
std::unique_ptr<store::Database> open(const std::string& file, const store::MasterKey& key,
                                      ManualClock& clock) {
  try {
    return std::make_unique<store::Database>(file, key, seeded_random(7), clock.reader());
  } catch (const std::exception& failure) {
    CHECK_FALSE(std::string_view(failure.what()).empty());
    return nullptr;
  }
}

// Opens a database while each operation fails from its n-th on. `prepare` makes what is there
// before; `after_failing` looks at what is there when it did not open.
void open_with_each_failing(const store::MasterKey& key,
                            const std::function<void(const std::string& file)>& prepare,
                            const std::function<void(const std::string& file)>& after_failing) {
  auto& disk = FaultyDisk::only();
  for (const auto operation : disk_operations) {
    bool has_failed = true;
    for (int nth = 1; has_failed; nth += nth < each_of_the_first ? 1 : then_one_in) {
      INFO(to_string(operation) << " number " << nth);
      const TemporaryFolder folder;
      const std::string file = (folder.path() / "line.db").string();
      prepare(file);
      ManualClock clock;
      disk.fail({.operation = operation, .nth = nth, .from_then_on = true});
      const bool was_opened = open(file, key, clock) != nullptr;
      has_failed = disk.has_failed();
      disk.lift();
      CHECK((was_opened || has_failed));
      if (!was_opened) after_failing(file);
      REQUIRE(open(file, key, clock));
      const auto found = store::verify(file, key);
      for (const auto& wrong : found.wrong.lines()) FAIL_CHECK(wrong);
    }
  }
}

// It may have to be rolled back first: not for one that only reads.
std::string answer_of(const std::string& file, const char* sql) {
  SQLite::Database database(file, SQLite::OPEN_READWRITE);
  return database.execAndGet(sql).getString();
}

}  // namespace

TEST_CASE("a database that can't be made says why, and is made when the disk is back") {
  open_with_each_failing(test_key, [](const auto&) {}, [](const auto&) {});
}

TEST_CASE("a database of version 1 is there whole while it can't be brought to today's") {
  const Kept old;
  const char* const how_many = "SELECT count(*) FROM texts";
  const std::string texts = answer_of(old.file().string(), how_many);
  REQUIRE(texts != "0");
  open_with_each_failing(
      kept_key, [&](const std::string& file) { std::filesystem::copy_file(old.file(), file); },
      [&](const std::string& file) {
        CHECK(answer_of(file, "PRAGMA integrity_check") == "ok");
        CHECK(answer_of(file, how_many) == texts);
      });
}

}  // namespace warmline::test
