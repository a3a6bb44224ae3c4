#include "gateway/store/restore.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <system_error>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "gateway/store/backup.hpp"
#include "gateway/store/checksum.hpp"
#include "gateway/store/disk_file.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/forgotten_list.hpp"
#include "gateway/store/forgotten_texts.hpp"
#include "gateway/store/invitations.hpp"
#include "gateway/store/keys.hpp"
#include "gateway/store/lock_file.hpp"
#include "gateway/store/opted_out_threads.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/pages.hpp"
#include "gateway/store/staff_texts.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::store::restore {
namespace {

namespace fs = std::filesystem;
using routing::TexterId;

constexpr int lock_wait_ms = 5000;
constexpr std::size_t faults_shown = 20;
// The first version whose keys stand in the file.
constexpr int keys_since_version = 2;

const Failure may_have_left{routing::ProblemCode::outcome_unknown, "",
                            "This waited to be sent when the copy was made that was brought back. "
                            "It may have been sent since."};

// What the database that is replaced says of the time since the copy was made.
struct Since {
  bool is_there = false;
  bool is_readable = false;
  bool has_keys = false;
  std::vector<TexterId> forgotten;
  std::vector<forgotten_texts::Trace> forgotten_texts;
  std::vector<opted_out_threads::OptedOut> opted_out;
};

std::string staged_path(const std::string& database) {
  return database + ".restoring";
}

int version_of(Connection& db) {
  return db.raw().execAndGet("PRAGMA user_version").getInt();
}

bool has_rows(Connection& db, std::string_view sql) {
  return db.query(sql).next();
}

Since look_at_replaced(const std::string& database) {
  Since since;
  since.forgotten = forgotten_list::all(database);
  since.is_there = fs::exists(database);
  if (!since.is_there) return since;
  try {
    // Who may only read leaves its log alone, whatever state it is in.
    Connection db(database, SQLite::OPEN_READONLY);
    db.raw().setBusyTimeout(lock_wait_ms);
    const int version = version_of(db);
    if (version >= keys_since_version) {
      auto forgotten = db.query("SELECT texter FROM forgotten");
      while (forgotten.next()) since.forgotten.push_back(forgotten.get<TexterId>(0));
      since.forgotten_texts = forgotten_texts::all(db);
      since.has_keys = has_rows(db, "SELECT 1 FROM keys LIMIT 1");
    }
    if (version > 0) since.opted_out = opted_out_threads::all(db);
    since.is_readable = true;
  } catch (const SQLite::Exception&) {
    since.is_readable = false;  // it is why somebody restores
  } catch (const Corrupt&) {
    since.is_readable = false;
  }
  std::ranges::sort(since.forgotten);
  const auto twice = std::ranges::unique(since.forgotten);
  since.forgotten.erase(twice.begin(), twice.end());
  return since;
}

void remove_all(const std::string& staged) {
  std::error_code ignored;
  for (const auto* ending : {"", "-wal", "-shm", "-journal"}) fs::remove(staged + ending, ignored);
  backup::remove_copies_beside(staged);
}

// The new database while it is being made, beside the old one. Unless it is put in place nothing is
// left of it.
class Staged {
 public:
  explicit Staged(const std::string& database) : path_(staged_path(database)) {
    remove_unfinished(database);
  }
  ~Staged() { remove_all(path_); }
  Staged(const Staged&) = delete;
  Staged& operator=(const Staged&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// True when there was a checksum, and it fits.
bool stage(const fs::path& from, const Staged& staged) {
  if (!fs::is_regular_file(from)) throw Unusable(fmt::format("there is no {}", from.string()));
  const auto digits = checksum::copy(from, staged.path());
  const fs::path log = from.string() + "-wal";
  if (fs::exists(log)) checksum::copy(log, staged.path() + "-wal");
  const auto expected = checksum::expected(from);
  if (expected && *expected != digits) {
    throw Unusable(
        fmt::format("{} is not what was copied: its checksum is not the one in {}. Take "
                    "another copy",
                    from.string(), checksum::path_for(from).string()));
  }
  return expected.has_value();
}

int check_copy(Connection& db, const fs::path& from) {
  int version = 0;
  try {
    version = version_of(db);
  } catch (const SQLite::Exception& failure) {
    if (failure.getErrorCode() != SQLITE_NOTADB) throw;
  }
  if (version > 0 && has_rows(db, "SELECT 1 FROM sqlite_schema WHERE name = 'texter_keys'")) {
    return version;
  }
  throw Unusable(fmt::format("{} is no copy of a database of this program", from.string()));
}

void put_keys(Connection& db, Connection& source, const std::vector<TexterId>& forgotten) {
  db.execute("BEGIN IMMEDIATE");
  db.execute("DELETE FROM keys");
  db.execute("DELETE FROM texter_keys");
  auto keys = source.query("SELECT name, wrapped FROM keys");
  while (keys.next()) {
    db.query("INSERT INTO keys (name, wrapped) VALUES (?1, ?2)", keys.get<std::string>(0),
             keys.get<Bytes>(1))
        .run();
  }
  auto texters = source.query("SELECT texter, wrapped FROM texter_keys");
  while (texters.next()) {
    const auto texter = texters.get<TexterId>(0);
    if (std::ranges::binary_search(forgotten, texter)) continue;
    db.query("INSERT INTO texter_keys (texter, wrapped) SELECT id, ?2 FROM texters WHERE id = ?1",
             texter, texters.get<Bytes>(1))
        .run();
  }
  db.execute("COMMIT");
}

// False for another database, and for what is none.
bool holds_keys(Connection& db) {
  try {
    return has_rows(db, "SELECT 1 FROM keys LIMIT 1");
  } catch (const SQLite::Exception&) {
    return false;
  }
}

Connection open_keys_file(const fs::path& file) {
  if (!fs::is_regular_file(file)) throw Unusable(fmt::format("there is no {}", file.string()));
  const auto expected = checksum::expected(file);
  if (expected && *expected != checksum::of(file)) {
    throw Unusable(fmt::format("{} is not what was written: its checksum is not the one in {}",
                               file.string(), checksum::path_for(file).string()));
  }
  Connection keys(file.string(), SQLite::OPEN_READONLY);
  if (holds_keys(keys)) return keys;
  throw Unusable(
      fmt::format("{} holds no keys: it is not what backup --keys-to wrote", file.string()));
}

KeysFrom bring_keys(Connection& db, const Wanted& wanted, const Since& since) {
  if (wanted.keys) {
    auto keys = open_keys_file(*wanted.keys);
    put_keys(db, keys, since.forgotten);
    return KeysFrom::their_file;
  }
  if (has_rows(db, "SELECT 1 FROM keys LIMIT 1")) return KeysFrom::the_copy;
  if (!since.has_keys) {
    throw Unusable(
        fmt::format("{} holds no keys, and no database is there that has them. Say where they are: "
                    "--keys FILE, "
                    "what backup --keys-to wrote",
                    wanted.from.string()));
  }
  Connection replaced(wanted.database, SQLite::OPEN_READONLY);
  put_keys(db, replaced, since.forgotten);
  return KeysFrom::the_replaced_database;
}

void check_master_key(Connection& db, const Wanted& wanted) {
  try {
    open_keys(db, wanted.master);
  } catch (const SealBroken&) {
    throw Unusable(
        "the master key does not open these keys. Put back the one that was in use when they were "
        "written; after a rekey, that is the one before it");
  }
}

// Whoever asked to be forgotten is not brought back, and nobody is texted who said STOP.
void follow(Writing& store, const Since& since, Restored& restored) {
  for (const auto texter : since.forgotten) {
    const bool is_done =
        store.db.query("SELECT 1 FROM forgotten WHERE texter = ?1", texter).next() &&
        !store.db.query("SELECT 1 FROM texter_keys WHERE texter = ?1", texter).next();
    if (is_done) continue;
    if (forgetting::forget(store, texter)) {
      ++restored.forgotten_again;
      continue;
    }
    // They came after the copy was made; another copy may have them.
    store.db.query("INSERT INTO forgotten (texter, at) VALUES (?1, ?2)", texter, store.now).run();
  }
  for (const auto& trace : since.forgotten_texts) forgotten_texts::keep(store, trace);
  for (const auto& one : since.opted_out) {
    if (opted_out_threads::keep(store, one)) ++restored.opted_out_again;
  }
}

// Since the copy was made these may have left. Sending them again is for a person to decide.
void hold_back(Writing& store, Restored& restored) {
  std::vector<routing::TextId> waiting;
  auto rows = store.db.query("SELECT text FROM outbox ORDER BY text");
  while (rows.next()) waiting.push_back(rows.get<routing::TextId>(0));
  for (const auto text : waiting) {
    texts::advance(store, text, routing::TextStatus::sending);
    texts::advance(store, text, routing::TextStatus::unknown, may_have_left);
    outbox::remove(store, text);
    events::append(store,
                   {.kind = routing::EventKind::text_status,
                    .data = fmt::format(R"({{"text":"{}","status":"unknown"}})", text.text())});
    ++restored.shown_as_unknown;
  }
  // Whom it concerned then was told, or it is over by now.
  staff_texts::drop_queued(store, {});
  pages::end_all(store);
  // Who has signed out since, or was disabled, must not be in again by an old session.
  store.db.query("DELETE FROM sessions").run();
  // Nor anybody by a link that was used since.
  invitations::remove_all(store);
}

void bring_up_to_date(const std::string& path, const Wanted& wanted, const Since& since,
                      Restored& restored) {
  Database database(path, wanted.master, wanted.random, wanted.clock);
  std::array<Database::Job, 1> jobs{[&](Writing& store) {
    follow(store, since, restored);
    hold_back(store, restored);
  }};
  const auto done = database.commit_together(jobs);
  if (done.failures.front()) std::rethrow_exception(done.failures.front());
}

// One file that needs no other, on disk.
void close_for_good(const std::string& path) {
  {
    Connection db(path, SQLite::OPEN_READWRITE);
    db.raw().setBusyTimeout(lock_wait_ms);
    db.execute("PRAGMA journal_mode = DELETE");
  }
  DiskFile(path, O_RDWR).sync();
}

void check_whole(const Restored& restored, const Wanted& wanted) {
  if (restored.verified.is_whole() || wanted.despite_damage) return;
  const auto& wrong = restored.verified.wrong;
  std::string told;
  for (std::size_t i = 0; i < std::min(wrong.lines().size(), faults_shown); ++i) {
    told += "\n  " + wrong.lines()[i];
  }
  throw Unusable(fmt::format(
      "{} is not whole, and nothing was replaced. Take another copy; where there is no "
      "better one, --despite-damage brings this one back as it is. What is wrong ({} in "
      "all):{}",
      wanted.from.string(), wrong.count(), told));
}

void move_aside(const std::string& database, const fs::path& aside, routing::Instant now) {
  std::error_code failed;
  // With a second name the old one is there until the new database takes its first.
  fs::create_hard_link(database, aside, failed);
  if (failed) fs::rename(database, aside);
  // From now on its age counts (backup::remove_copies_beside).
  fs::last_write_time(aside, std::chrono::file_clock::from_sys(now));
  // The log of a database that could not be read goes with it: to the new one it would be poison.
  if (fs::exists(database + "-wal")) fs::rename(database + "-wal", aside.string() + "-wal");
  fs::remove(database + "-shm");
}

// So that it is whole without its log. Where that fails, its log is put aside with it.
void close_replaced(const std::string& database) {
  try {
    close_for_good(database);
  } catch (const SQLite::Exception& failure) {
    if (failure.getErrorCode() != SQLITE_BUSY) return;
    throw Unusable(fmt::format("something still has {} open: end that first", database));
  }
}

void put_in_place(const Staged& staged, const Wanted& wanted, const Since& since,
                  Restored& restored) {
  if (since.is_there) {
    if (since.is_readable) close_replaced(wanted.database);
    const auto now = wanted.clock();
    restored.replaced = fmt::format("{}.replaced-{:%Y%m%dT%H%M%SZ}", wanted.database,
                                    std::chrono::floor<std::chrono::seconds>(now));
    move_aside(wanted.database, *restored.replaced, now);
  }
  fs::rename(staged.path(), wanted.database);
  sync_folder_of(wanted.database);
}

}  // namespace

void remove_unfinished(const std::string& database) {
  remove_all(staged_path(database));
}

Restored restore(const Wanted& wanted) {
  const LockFile alone(wanted.database);
  const Since since = look_at_replaced(wanted.database);
  Restored restored;
  restored.replaced_was_readable = since.is_readable || !since.is_there;
  const Staged staged(wanted.database);
  restored.checksum_was_there = stage(wanted.from, staged);
  {
    Connection db(staged.path(), SQLite::OPEN_READWRITE);
    if (check_copy(db, wanted.from) >= keys_since_version) {
      restored.keys = bring_keys(db, wanted, since);
      check_master_key(db, wanted);
    }
  }
  bring_up_to_date(staged.path(), wanted, since, restored);
  close_for_good(staged.path());
  restored.verified = verify(staged.path(), wanted.master);
  check_whole(restored, wanted);
  // On the list before they are gone from anywhere else: the next restore looks here too.
  const auto listed = forgotten_list::all(wanted.database);
  for (const auto texter : since.forgotten) {
    if (std::ranges::find(listed, texter) == listed.end()) {
      forgotten_list::add(wanted.database, texter);
    }
  }
  put_in_place(staged, wanted, since, restored);
  return restored;
}

}  // namespace warmline::store::restore
