#include "gateway/store/database.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "gateway/store/migrations.hpp"

namespace warmline::store {
namespace {

constexpr int lock_wait_ms = 5000;
constexpr std::string_view key_check_name = "master_key";
constexpr std::string_view key_check_words = "warmline";

void set_up(Connection& connection) {
  connection.raw().setBusyTimeout(lock_wait_ms);
  connection.execute("PRAGMA foreign_keys = ON");
  connection.execute("PRAGMA trusted_schema = OFF");
}

int version_of(Connection& connection) {
  return connection.raw().execAndGet("PRAGMA user_version").getInt();
}

bool is_key_check(const DataKey& key, std::span<const std::uint8_t> sealed,
                  const routing::UuidBytes& row) {
  try {
    return key.open(sealed, row) == key_check_words;
  } catch (const SealBroken&) {
    return false;
  }
}

}  // namespace

Database::Database(std::string path, const MasterKey& master, routing::IdSource::Random random,
                   Clock clock)
    : path_(std::move(path)),
      seal_(master),
      ids_(std::move(random)),
      clock_(std::move(clock)),
      writer_(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
  set_up(writer_);
  migrate();
  check_master_key();
}

void Database::migrate() {
  const auto steps = migrations();
  int version = 0;
  try {
    version = version_of(writer_);
  } catch (const SQLite::Exception& failure) {
    if (failure.getErrorCode() != SQLITE_NOTADB) throw;
    throw Unusable(fmt::format("{} is not a database of this program", path_));
  }
  const int newest = static_cast<int>(steps.size());
  if (version > newest) {
    throw Unusable(
        fmt::format("{} was written by a newer version of warmline (tables of version {}, this "
                    "program knows {}). "
                    "Start the newer program, or restore a backup made by this one",
                    path_, version, newest));
  }
  writer_.execute("PRAGMA journal_mode = WAL");
  writer_.execute("PRAGMA synchronous = FULL");
  for (; version < newest; ++version) {
    writer_.execute("BEGIN IMMEDIATE");
    writer_.execute(std::string(steps[static_cast<std::size_t>(version)]));
    writer_.execute(fmt::format("PRAGMA user_version = {}", version + 1));
    writer_.execute("COMMIT");
  }
}

void Database::check_master_key() {
  const routing::UuidBytes row{};
  auto found = writer_.query("SELECT value FROM checks WHERE name = ?1", key_check_name);
  if (!found.next()) {
    writer_
        .query("INSERT INTO checks (name, value) VALUES (?1, ?2)", key_check_name,
               seal_.own().seal(key_check_words, row))
        .run();
    return;
  }
  if (!is_key_check(seal_.own(), found.blob(0), row)) {
    throw Unusable(fmt::format(
        "the master key does not open {}. Use the key this database was made with", path_));
  }
}

routing::Instant Database::tick() {
  last_ = std::max(clock_(), last_ + routing::Duration(1));
  return last_;
}

Database::Committed Database::commit_together(std::span<Job> jobs) {
  Committed done;
  done.failures.resize(jobs.size());
  writer_.execute("BEGIN IMMEDIATE");
  try {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      const std::size_t events_before = done.events.size();
      Writing writing{{writer_, seal_, tick()}, ids_, done.events};
      writer_.query("SAVEPOINT job").run();
      try {
        jobs[i](writing);
      } catch (...) {
        done.failures[i] = std::current_exception();
        done.events.resize(events_before);
        writer_.query("ROLLBACK TO job").run();
      }
      writer_.query("RELEASE job").run();
    }
    writer_.execute("COMMIT");
  } catch (...) {
    // A full disk, for one, ends the transaction by itself.
    if (sqlite3_get_autocommit(writer_.raw().getHandle()) == 0) writer_.execute("ROLLBACK");
    throw;
  }
  return done;
}

std::unique_ptr<Connection> Database::reader() const {
  auto connection = std::make_unique<Connection>(path_, SQLite::OPEN_READONLY);
  set_up(*connection);
  connection->execute("PRAGMA query_only = ON");
  return connection;
}

}  // namespace warmline::store
