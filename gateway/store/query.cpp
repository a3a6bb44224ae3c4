#include "gateway/store/query.hpp"

#include <utility>

#include <sqlite3.h>

namespace warmline::store {

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

Connection::Connection(const std::string& path, int flags) : database_(path, flags) {}

std::shared_ptr<Query::Kept> Connection::kept(std::string_view sql) {
  const auto found = kept_.find(sql);
  if (found != kept_.end() && !found->second->in_use) return found->second;
  auto fresh = std::make_shared<Query::Kept>(SQLite::Statement(database_, std::string(sql)));
  // A statement that runs inside its own loop is made anew and not kept.
  if (found == kept_.end()) kept_.emplace(sql, fresh);
  return fresh;
}

}  // namespace warmline::store
