#include "gateway/store/database.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "gateway/store/backup.hpp"
#include "gateway/store/keys.hpp"
#include "gateway/store/migrations.hpp"

namespace warmline::store {
namespace {

constexpr int lock_wait_ms = 5000;

void set_up(Connection& connection) {
  connection.raw().setBusyTimeout(lock_wait_ms);
  connection.execute("PRAGMA foreign_keys = ON");
  connection.execute("PRAGMA trusted_schema = OFF");
  // What is sorted must not reach the disk in a file of its own.
  connection.execute("PRAGMA temp_store = MEMORY");
}

void set_up_writer(Connection& writer) {
  set_up(writer);
  writer.execute("PRAGMA journal_mode = WAL");
  writer.execute("PRAGMA synchronous = FULL");
  writer.execute("PRAGMA secure_delete = ON");
  // KiB. Not more: below a gigabyte every commit looks through all of it for pages beyond the
  // file's end, since SQLite gives such a number, for a moment, to a page that it splits.
  writer.execute("PRAGMA cache_size = -12288");
  writer.execute("PRAGMA journal_size_limit = 134217728");  // as many bytes as log_pages_max pages
}

int version_of(Connection& connection) {
  return connection.raw().execAndGet("PRAGMA user_version").getInt();
}

void check_usable(Connection& connection, const std::string& path) {
  const int newest = static_cast<int>(migrations().size());
  int version = 0;
  try {
    version = version_of(connection);
  } catch (const SQLite::Exception& failure) {
    if (failure.getErrorCode() != SQLITE_NOTADB) throw;
    throw Unusable(fmt::format("{} is not a database of this program", path));
  }
  if (version <= newest) return;
  throw Unusable(
      fmt::format("{} was written by a newer version of warmline (tables of version {}, this "
                  "program knows {}). "
                  "Start the newer program, or restore a backup made by this one",
                  path, version, newest));
}

// One step, whole or not at all. Tables are made anew under their old names, which foreign keys
// must not follow meanwhile (https://www.sqlite.org/lang_altertable.html, section 7).
void take_step(Connection& writer, std::string_view sql, int version) {
  writer.execute("PRAGMA foreign_keys = OFF");
  writer.execute("BEGIN IMMEDIATE");
  try {
    writer.execute(std::string(sql));
    if (writer.query("PRAGMA foreign_key_check").next()) {
      throw Corrupt("after a migration a row refers to one that is not there");
    }
    writer.execute(fmt::format("PRAGMA user_version = {}", version));
    writer.execute("COMMIT");
  } catch (...) {
    if (sqlite3_get_autocommit(writer.raw().getHandle()) == 0) writer.execute("ROLLBACK");
    throw;
  }
  writer.execute("PRAGMA foreign_keys = ON");
}

void migrate(Connection& writer, const std::string& path) {
  const auto steps = migrations();
  const int newest = static_cast<int>(steps.size());
  int version = version_of(writer);
  if (version > 0 && version < newest) backup::keep_before_migration(writer, path, newest);
  for (; version < newest; ++version) {
    take_step(writer, steps[static_cast<std::size_t>(version)], version + 1);
  }
}

Connection open_writer(const std::string& path) {
  Connection writer(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  set_up(writer);
  // Before anything is changed: a file that can't be used is left as it is.
  check_usable(writer, path);
  set_up_writer(writer);
  migrate(writer, path);
  return writer;
}

Seal open_seal(Connection& writer, const std::string& path, const MasterKey& master) {
  try {
    return Seal(open_keys(writer, master));
  } catch (const SealBroken&) {
    throw Unusable(fmt::format(
        "the master key does not open {}. Use the key this database was made with", path));
  }
}

}  // namespace

Database::Database(std::string path, const MasterKey& master, routing::IdSource::Random random,
                   Clock clock)
    : path_(std::move(path)),
      ids_(std::move(random)),
      clock_(std::move(clock)),
      writer_(open_writer(path_)),
      seal_(open_seal(writer_, path_, master)),
      checkpointer_(path_) {
  // In place of SQLite's own checkpoints, which would hold up the commit that they follow.
  const auto hook = [](void* self, sqlite3*, const char*, int pages) {
    auto& database = *static_cast<Database*>(self);
    database.log_pages_ = pages;
    database.wrote_ = true;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(writer_.raw().getHandle(), hook, this);
}

routing::Instant Database::tick() {
  last_ = std::max(clock_(), last_ + routing::Duration(1));
  return last_;
}

Database::Committed Database::commit_together(std::span<Job> jobs) {
  auto done = commit(jobs, Savepoints::none);
  return done ? std::move(*done) : *commit(jobs, Savepoints::one_for_each);
}

std::optional<Database::Committed> Database::commit(std::span<Job> jobs, Savepoints savepoints) {
  Committed done;
  done.failures.resize(jobs.size());
  std::vector<Indexed> to_index;
  wrote_ = false;
  writer_.query("BEGIN IMMEDIATE").run();
  try {
    if (ended_by_itself_) search_index::read_anew(writer_);
    ended_by_itself_ = false;
    if (!run_jobs(jobs, savepoints, done, to_index)) {
      writer_.query("ROLLBACK").run();
      return std::nullopt;
    }
    for (const auto& text : to_index) search_index::add(writer_, text.seq, text.terms);
    writer_.query("COMMIT").run();
  } catch (...) {
    if (is_in_transaction()) {
      writer_.query("ROLLBACK").run();
    } else {
      ended_by_itself_ = true;
    }
    throw;
  }
  done.wrote = wrote_;
  done.left_out = writer_.take_left_out();
  if (wrote_) keep_log_short();
  return done;
}

void Database::keep_log_short() {
  if (!checkpointer_.log_grew_to(log_pages_)) return;
  // What can't be done now, because of a reader or the disk, is tried again after the next commit.
  sqlite3_wal_checkpoint_v2(writer_.raw().getHandle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                            nullptr);
}

bool Database::run_jobs(std::span<Job> jobs, Savepoints savepoints, Committed& done,
                        std::vector<Indexed>& to_index) {
  const bool each = savepoints == Savepoints::one_for_each;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const std::size_t events_before = done.events.size();
    const std::size_t to_index_before = to_index.size();
    const int changes_before = writer_.raw().getTotalChanges();
    Writing writing{{writer_, seal_, tick()}, ids_, done.events, to_index};
    if (each) writer_.query("SAVEPOINT job").run();
    try {
      jobs[i](writing);
    } catch (...) {
      // A full disk, for one, ends the whole transaction by itself.
      if (!is_in_transaction()) throw;
      if (!each && writer_.raw().getTotalChanges() != changes_before) return false;
      done.failures[i] = std::current_exception();
      done.events.resize(events_before);
      to_index.resize(to_index_before);
      if (each) writer_.query("ROLLBACK TO job").run();
    }
    if (each) writer_.query("RELEASE job").run();
  }
  return true;
}

bool Database::is_in_transaction() {
  return sqlite3_get_autocommit(writer_.raw().getHandle()) == 0;
}

std::unique_ptr<Connection> Database::reader() const {
  auto connection = std::make_unique<Connection>(path_, SQLite::OPEN_READONLY);
  set_up(*connection);
  connection->execute("PRAGMA query_only = ON");
  return connection;
}

}  // namespace warmline::store
