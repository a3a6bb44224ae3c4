#include "gateway/open_store.hpp"

#include <array>
#include <exception>
#include <utility>

#include "gateway/app.hpp"
#include "gateway/commands.hpp"

namespace warmline {

std::expected<OpenedStore, int> open_store(const std::filesystem::path& config_file) {
  auto config = load_or_explain(config_file);
  if (!config) return std::unexpected(config.error());
  OpenedStore opened{std::move(*config), real_environment(), {}};
  ensure_master_key(opened.config, opened.environment);
  opened.database = open_database(opened.config, opened.environment);
  return opened;
}

void commit(store::Database& database, store::Database::Job job) {
  std::array<store::Database::Job, 1> jobs{std::move(job)};
  const auto done = database.commit_together(jobs);
  if (done.failures.front()) std::rethrow_exception(done.failures.front());
}

}  // namespace warmline
