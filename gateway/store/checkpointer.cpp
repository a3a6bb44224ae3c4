#include "gateway/store/checkpointer.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

namespace warmline::store {
namespace {

// How long emptying the log keeps writers waiting for a reader, and how long until the next try.
constexpr int scrub_wait_ms = 50;
constexpr std::chrono::milliseconds scrub_pause{200};

// SQLite itself syncs the file only where all of the log is back, which under load is when whoever
// writes waits for that.
void sync_file(sqlite3* handle) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file));
  const int ended = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
  if (ended != SQLITE_OK) throw SQLite::Exception(handle, ended);
}

}  // namespace

struct Checkpointer::State {
  explicit State(std::string file) : path(std::move(file)) {}

  void serve();
  void checkpoint(bool empty_it);

  const std::string path;
  std::mutex mutex;  // guards the six below
  std::condition_variable changed;
  bool is_at_work = false;
  bool is_wanted = false;
  bool is_scrub_wanted = false;
  bool has_just_ended = false;  // a checkpoint, since the log grew the last time
  bool stopping = false;
  int pages_before = 0;  // when it was last brought back

  std::unique_ptr<SQLite::Database> connection;  // the thread's own
  std::jthread thread;
};

void Checkpointer::State::serve() {
  std::unique_lock lock(mutex);
  for (;;) {
    changed.wait(lock, [this] { return stopping || is_wanted || is_scrub_wanted; });
    if (stopping) return;
    const bool empty_it = std::exchange(is_scrub_wanted, false);
    is_wanted = false;
    is_at_work = true;
    lock.unlock();
    bool done = true;
    try {
      checkpoint(empty_it);
    } catch (const SQLite::Exception&) {
      // A full or broken disk: the next commit says so to everybody, and the log only grows.
      connection.reset();
      done = false;
    }
    lock.lock();
    is_at_work = false;
    has_just_ended = true;
    changed.notify_all();
    if (!done && empty_it) {
      is_scrub_wanted = true;
      changed.wait_for(lock, scrub_pause, [this] { return stopping; });
    }
  }
}

void Checkpointer::State::checkpoint(bool empty_it) {
  if (!connection) {
    connection = std::make_unique<SQLite::Database>(path, SQLite::OPEN_READWRITE);
    connection->setBusyTimeout(scrub_wait_ms);
    connection->exec("PRAGMA wal_autocheckpoint = 0");
    // A connection that has read nothing yet does not know of a log: its checkpoints do nothing.
    connection->exec("SELECT 1 FROM sqlite_schema LIMIT 1");
  }
  auto* handle = connection->getHandle();
  const int mode = empty_it ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  int pages = 0;
  const int ended = sqlite3_wal_checkpoint_v2(handle, nullptr, mode, &pages, nullptr);
  if (ended != SQLITE_OK && (empty_it || ended != SQLITE_BUSY)) {
    throw SQLite::Exception(handle, ended);
  }
  if (pages >= log_pages_late) sync_file(handle);
}

Checkpointer::Checkpointer(std::string path) : state_(std::make_unique<State>(std::move(path))) {
  state_->thread = std::jthread([state = state_.get()] { state->serve(); });
}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->changed.notify_all();
  state_->thread.join();
}

bool Checkpointer::log_grew_to(int pages) {
  std::unique_lock lock(state_->mutex);
  const bool has_just_ended = std::exchange(state_->has_just_ended, false);
  if (pages > log_pages_max || (pages > log_pages_late && has_just_ended)) {
    state_->is_wanted = false;
    state_->changed.wait(lock, [this] { return !state_->is_at_work; });
    return true;
  }
  if (pages < state_->pages_before) state_->pages_before = 0;  // it has begun anew
  const int step = pages < log_pages_late ? log_pages_wanted : log_pages_wanted_late;
  if (pages < state_->pages_before + step) return false;
  state_->pages_before = pages;
  if (!std::exchange(state_->is_wanted, true)) state_->changed.notify_all();
  return false;
}

void Checkpointer::scrub() {
  const std::lock_guard lock(state_->mutex);
  state_->is_scrub_wanted = true;
  state_->changed.notify_all();
}

}  // namespace warmline::store
