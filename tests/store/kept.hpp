// Databases of earlier versions, as they are kept in tests/store/fixtures/NNNN.sql, and what a test
// does to a file from outside.
#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "gateway/store/search_index.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/test_world.hpp"

namespace warmline::test {

// The master key of all of them.
inline constexpr store::MasterKey kept_key = [] {
  store::MasterKey key{};
  key.fill(1);
  return key;
}();

inline std::vector<std::filesystem::path> kept_versions() {
  std::vector<std::filesystem::path> all;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(WARMLINE_SOURCE_DIR) / "tests/store/fixtures")) {
    if (entry.path().extension() == ".sql") all.push_back(entry.path());
  }
  std::ranges::sort(all);
  return all;
}

inline std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

inline void change(const std::filesystem::path& database, const std::string& sql) {
  SQLite::Database db(database.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec("PRAGMA foreign_keys = OFF");
  db.exec("PRAGMA ignore_check_constraints = ON");
  db.exec(sql);
}

inline std::string one(const std::filesystem::path& database, const std::string& sql) {
  SQLite::Database db(database.string(), SQLite::OPEN_READONLY);
  return db.execAndGet(sql).getString();
}

// A database of an earlier version, in a folder of its own.
class Kept {
 public:
  explicit Kept(const std::filesystem::path& version = kept_versions().front()) {
    change(file(), content(version));
  }

  std::filesystem::path file() const { return folder.path() / "line.db"; }
  std::filesystem::path beside(const std::string& name) const { return folder.path() / name; }

  std::unique_ptr<store::Database> open(const store::MasterKey& key = kept_key) {
    return std::make_unique<store::Database>(file().string(), key, seeded_random(7),
                                             clock.reader());
  }
  // Brought to today's version, searchable, and closed.
  void bring_up_to_date() {
    const auto database = open();
    write(*database, [](store::Writing& store) {
      while (store::search_index::index_some(store, 100) == 100) {
      }
    });
  }
  static void write(store::Database& database, store::Database::Job job) {
    std::array<store::Database::Job, 1> jobs{std::move(job)};
    const auto done = database.commit_together(jobs);
    if (done.failures.front()) std::rethrow_exception(done.failures.front());
  }

  TemporaryFolder folder;
  ManualClock clock;
};

}  // namespace warmline::test
