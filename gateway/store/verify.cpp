#include "gateway/store/verify.hpp"

#include <filesystem>
#include <functional>
#include <string_view>

#include <fmt/format.h>
#include <sqlite3.h>

#include "gateway/store/keys.hpp"
#include "gateway/store/migrations.hpp"
#include "gateway/store/verify_parts.hpp"

namespace warmline::store {
namespace {

constexpr int lock_wait_ms = 5000;

void check_version(Connection& db, const std::string& path) {
  const auto newest = static_cast<int>(migrations().size());
  int version = 0;
  try {
    version = db.raw().execAndGet("PRAGMA user_version").getInt();
  } catch (const SQLite::Exception& failure) {
    if (failure.getErrorCode() != SQLITE_NOTADB) throw;
    throw Unusable(fmt::format("{} is not a database of this program", path));
  }
  if (version == newest) return;
  throw Unusable(fmt::format("{} has tables of version {}, and this program checks version {}. {}",
                             path, version, newest,
                             version < newest ? "Start the service once: it brings them up to date"
                                              : "Use the newer program that wrote it"));
}

Seal open_seal(Connection& db, const std::string& path, const MasterKey& master) {
  try {
    return Seal(open_keys(db, master));
  } catch (const SealBroken&) {
    throw Unusable(fmt::format("the master key does not open {}", path));
  }
}

void count(Connection& db, Verified& verified) {
  const auto rows = [&](std::string_view sql) {
    auto row = db.query(sql);
    row.next();
    return row.get<std::int64_t>(0);
  };
  verified.lines = rows("SELECT count(*) FROM lines");
  verified.staff = rows("SELECT count(*) FROM staff");
  verified.texters = rows("SELECT count(*) FROM texters");
  verified.conversations = rows("SELECT count(*) FROM conversations");
  verified.texts = rows("SELECT count(*) FROM texts");
  verified.outbox = rows("SELECT count(*) FROM outbox");
  verified.events = rows("SELECT count(*) FROM events");
  verified.forgotten = rows("SELECT count(*) FROM forgotten");
}

// A damaged file stops one part, and the others still say what they find.
void run_part(std::string_view name, Findings& wrong, const std::function<void()>& part) {
  try {
    part();
  } catch (const SQLite::Exception& failure) {
    wrong.add(fmt::format("{} can't be read to the end: {}", name, failure.getErrorStr()));
  } catch (const Corrupt& failure) {
    wrong.add(fmt::format("{} can't be read to the end: {}", name, failure.what()));
  }
}

// As somebody who may write: for others SQLite passes over the tables' own rules, and finds no
// value that breaks one. Nothing is written, not even the log brought back at its end.
Connection open_for_rules(const std::string& path) {
  Connection db(path, SQLite::OPEN_READWRITE);
  db.raw().setBusyTimeout(lock_wait_ms);
  sqlite3_db_config(db.raw().getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  db.execute("PRAGMA query_only = ON");
  db.execute("PRAGMA trusted_schema = OFF");
  return db;
}

}  // namespace

Verified verify(const std::string& path, const MasterKey& master) {
  if (!std::filesystem::exists(path)) {
    throw Unusable(fmt::format("there is no database at {}", path));
  }
  Connection db(path, SQLite::OPEN_READONLY);
  db.raw().setBusyTimeout(lock_wait_ms);
  db.execute("PRAGMA trusted_schema = OFF");
  db.execute("PRAGMA temp_store = MEMORY");
  check_version(db, path);
  const Seal seal = open_seal(db, path, master);

  Verified verified;
  Findings& wrong = verified.wrong;
  run_part("the file", wrong, [&] {
    auto ruled = open_for_rules(path);
    verifying::check_file(ruled, wrong);
  });
  verifying::check_spool(path, master, wrong);
  // What rows say of each other is true within one transaction only.
  db.execute("BEGIN");
  verifying::Rows searchable;
  run_part("the search index", wrong, [&] { searchable = verifying::check_search(db, wrong); });
  run_part("what is sealed", wrong, [&] { verifying::check_seals(db, seal, searchable, wrong); });
  run_part("what rows say of each other", wrong, [&] { verifying::check_promises(db, wrong); });
  run_part("the record of events", wrong, [&] { verifying::check_events(db, wrong); });
  run_part("the number of rows", wrong, [&] { count(db, verified); });
  db.execute("COMMIT");
  return verified;
}

}  // namespace warmline::store
