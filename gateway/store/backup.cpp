#include "gateway/store/backup.hpp"

#include <system_error>
#include <utility>

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "gateway/store/checksum.hpp"
#include "gateway/store/disk_file.hpp"
#include "gateway/store/migrations.hpp"

namespace warmline::store::backup {
namespace {

namespace fs = std::filesystem;

constexpr int lock_wait_ms = 5000;
constexpr int pages_at_once = 1024;
constexpr std::string_view unfinished = ".partial";

// A file that is made under another name, and goes with this unless it is finished.
class NewFile {
 public:
  // Begins with an empty one for its owner alone, in place of what an interrupted run left.
  explicit NewFile(fs::path file)
      : file_(std::move(file)), name_(file_.string() + std::string(unfinished)) {
    remove();
    const DiskFile made(name_.string(), O_WRONLY | O_CREAT | O_EXCL);
  }
  ~NewFile() {
    if (is_finished_) return;
    remove();
    std::error_code failed;
    if (has_checksum_) fs::remove(checksum::path_for(file_), failed);
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  const fs::path& name() const { return name_; }

  // Nothing is written to it any more. Gives the checksum, which is beside it from here on.
  std::string sum() {
    auto digits = checksum::of(name_);
    has_checksum_ = true;
    checksum::write(file_, digits);
    return digits;
  }
  // Under its own name from here on, and on disk.
  void finish() {
    DiskFile(name_.string(), O_RDWR).sync();
    fs::rename(name_, file_);
    is_finished_ = true;
    sync_folder_of(file_.string());
  }

 private:
  // With SQLite's journal, which would be taken for the next one's.
  void remove() const {
    std::error_code failed;
    fs::remove(name_.string() + "-journal", failed);
    fs::remove(name_, failed);
  }

  fs::path file_;
  fs::path name_;
  bool has_checksum_ = false;
  bool is_finished_ = false;
};

std::string sql_text(const std::string& text) {
  std::string sql = "'";
  for (const char letter : text) sql += letter == '\'' ? std::string("''") : std::string(1, letter);
  return sql + "'";
}

std::int64_t number(Connection& db, std::string_view sql) {
  auto row = db.query(sql);
  row.next();
  return row.get<std::int64_t>(0);
}

void copy_pages(Connection& from, Connection& to, const std::function<void()>& pause) {
  SQLite::Backup copying(to.raw(), from.raw());
  while (copying.executeStep(pages_at_once) != SQLITE_DONE) {
    if (pause) pause();
  }
}

void check_place(const fs::path& file) {
  if (fs::exists(file)) {
    throw Unusable(
        fmt::format("{} is there already, and is not replaced: take another name", file.string()));
  }
  if (!fs::is_directory(fs::absolute(file).parent_path())) {
    throw Unusable(fmt::format("there is no folder for {}", file.string()));
  }
}

void check_version(Connection& db, const std::string& path) {
  const auto newest = static_cast<std::int64_t>(migrations().size());
  const auto version = number(db, "PRAGMA user_version");
  if (version == newest) return;
  throw Unusable(fmt::format(
      "{} has tables of version {}, and this program copies version {}. {}", path, version, newest,
      version < newest ? "Start the service once: it brings them up to date, and keeps a copy of "
                         "what was there before"
                       : "Use the newer program that wrote it"));
}

// All of the source at one moment, in a file without a name in the folder of `to`: it holds the
// keys, and goes with the process whatever becomes of that.
class Snapshot {
 public:
  Snapshot(const Wanted& wanted) : db_("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    auto folder = fs::absolute(wanted.to).parent_path().string();
    db_.execute("PRAGMA temp_store_directory = " + sql_text(folder));
    db_.execute("PRAGMA cache_size = -16384");  // KiB
    Connection source(wanted.database, SQLite::OPEN_READONLY);
    source.raw().setBusyTimeout(lock_wait_ms);
    check_version(source, wanted.database);
    // Between two pieces somebody writes: without a transaction of ours the copy would begin anew
    // each time, and not end while texts come in.
    source.execute("BEGIN");
    number(source, "SELECT count(*) FROM sqlite_schema");
    copy_pages(source, db_, wanted.pause);
    source.execute("COMMIT");
    db_.execute("PRAGMA journal_mode = OFF");
  }
  ~Snapshot() { db_.raw().tryExec("PRAGMA temp_store_directory = ''"); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  Connection& db() { return db_; }

 private:
  Connection db_;
};

std::int64_t write_keys(Connection& db, const fs::path& to) {
  db.query("ATTACH ?1 AS apart", to.string()).run();
  db.execute("PRAGMA apart.journal_mode = OFF");
  make_key_tables(db, "apart");
  db.execute("INSERT INTO apart.keys SELECT name, wrapped FROM main.keys");
  db.execute("INSERT INTO apart.texter_keys SELECT texter, wrapped FROM main.texter_keys");
  const auto keys = number(db, "SELECT count(*) FROM apart.texter_keys");
  db.execute("DETACH apart");
  return keys;
}

void check_copy(const fs::path& file, const std::string& database) {
  Connection copy(file.string(), SQLite::OPEN_READONLY);
  auto row = copy.query("SELECT quick_check FROM pragma_quick_check(1)");
  if (row.next() && row.get<std::string>(0) == "ok") return;
  throw Unusable(fmt::format(
      "the copy could not be read back whole, and was not kept: the disk failed, or {} is damaged. "
      "Run verify",
      database));
}

}  // namespace

void make_key_tables(Connection& db, const std::string& schema) {
  db.execute(fmt::format(
      "CREATE TABLE {0}.keys (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;"
      "CREATE TABLE {0}.texter_keys (texter BLOB PRIMARY KEY, wrapped BLOB NOT NULL) STRICT",
      schema));
}

Made make(const Wanted& wanted) {
  if (!fs::exists(wanted.database)) {
    throw Unusable(fmt::format("there is no database at {}", wanted.database));
  }
  check_place(wanted.to);
  if (wanted.keys_to) check_place(*wanted.keys_to);
  Made made;
  Snapshot snapshot(wanted);
  auto& db = snapshot.db();
  made.texts = number(db, "SELECT count(*) FROM texts");
  std::optional<NewFile> keys;
  if (wanted.keys_to) {
    keys.emplace(*wanted.keys_to);
    made.keys = write_keys(db, keys->name());
    keys->sum();
  }
  if (wanted.with_keys) {
    made.keys = number(db, "SELECT count(*) FROM texter_keys");
  } else {
    db.execute("DELETE FROM texter_keys");
    db.execute("DELETE FROM keys");
  }
  // Written anew, row by row: nothing of what was deleted, now or at any time, goes along.
  NewFile copy(wanted.to);
  db.query("VACUUM INTO ?1", copy.name().string()).run();
  check_copy(copy.name(), wanted.database);
  made.bytes = fs::file_size(copy.name());
  made.sha256 = copy.sum();
  copy.finish();
  if (keys) keys->finish();
  return made;
}

void keep_before_migration(Connection& db, const std::string& database, int to_version) {
  const fs::path to = fmt::format("{}.before-{}", database, to_version);
  if (fs::exists(to)) return;
  NewFile file(to);
  {
    Connection copy(file.name().string(), SQLite::OPEN_READWRITE);
    copy_pages(db, copy, {});
    // So that it is one file, whatever the one that it was copied from is.
    copy.execute("PRAGMA journal_mode = DELETE");
  }
  file.finish();
}

int remove_copies_beside(const std::string& database, std::optional<routing::Instant> made_before) {
  const fs::path file = fs::absolute(database);
  const std::string name = file.filename().string();
  int removed = 0;
  for (const auto& entry : fs::directory_iterator(file.parent_path())) {
    const std::string found = entry.path().filename().string();
    const bool may_hold_texts = found.starts_with(name + ".spool.damaged-");
    const bool is_copy =
        found.starts_with(name + ".before-") || found.starts_with(name + ".replaced-");
    if (!is_copy && !(may_hold_texts && made_before)) continue;
    std::error_code gone;
    const auto made = std::chrono::file_clock::to_sys(entry.last_write_time(gone));
    if (gone || (made_before && made >= *made_before)) continue;
    if (fs::remove(entry.path(), gone)) ++removed;
  }
  return removed;
}

}  // namespace warmline::store::backup
