// The database for a command that is not the service. The service may be running on it.
#pragma once

#include <expected>
#include <filesystem>
#include <functional>
#include <memory>

#include "config/config.hpp"
#include "gateway/environment.hpp"
#include "gateway/store/database.hpp"

namespace warmline {

struct OpenedStore {
  config::Config config;
  Environment environment;
  std::unique_ptr<store::Database> database;
};

// Or the exit code: what is wrong with the configuration has been said. Throws store::Unusable.
std::expected<OpenedStore, int> open_store(const std::filesystem::path& config_file);

// One job, on disk when this returns. Throws what the job throws.
void commit(store::Database& database, store::Database::Job job);

}  // namespace warmline
