#include "gateway/store/query.hpp"

#include <utility>

#include <sqlite3.h>

namespace warmline::store {
namespace {

// A connection belongs to one thread at a time, and nobody asks how much memory all of them use:
// without the locks that both would take, every statement is cheaper.
int without_locks(int flags) {
  static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(configured);  // too late where somebody uses SQLite already: then it is slower
  return flags | SQLite::OPEN_NOMUTEX;
}

}  // namespace

Query::~Query() {
  if (!kept_) return;
  kept_->statement.tryReset();
  kept_->statement.clearBindings();
  kept_->in_use = false;
}

int Query::run() {
  while (kept_->statement.executeStep()) {
  }
  return kept_->statement.getChanges();
}

std::span<const std::uint8_t> Query::blob(int column) const {
  const auto value = kept_->statement.getColumn(column);
  const auto* bytes = static_cast<const std::uint8_t*>(value.getBlob());
  return {bytes, static_cast<std::size_t>(value.getBytes())};
}

Connection::Connection(const std::string& path, int flags)
    : database_(path, without_locks(flags)) {}

std::shared_ptr<Query::Kept> Connection::kept(std::string_view sql) {
  const auto found = kept_.find(sql);
  if (found != kept_.end() && !found->second->in_use) return found->second;
  auto fresh = std::make_shared<Query::Kept>(SQLite::Statement(database_, std::string(sql)));
  // A statement that runs inside its own loop is made anew and not kept.
  if (found == kept_.end()) kept_.emplace(sql, fresh);
  return fresh;
}

}  // namespace warmline::store
