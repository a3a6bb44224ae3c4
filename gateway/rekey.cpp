#include "gateway/rekey.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "gateway/store/disk_file.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/keys.hpp"
#include "gateway/store/spool.hpp"

namespace warmline {
namespace {

namespace fs = std::filesystem;
using store::MasterKey;

// Two lines of base64 are no key.
constexpr std::size_t key_file_bytes_max = 256;

MasterKey key_of(const std::string& raw) {
  MasterKey key{};
  if (raw.size() != key.size())
    throw store::Unusable("there is no master key to open the database with");
  std::ranges::copy(raw, key.begin());
  return key;
}

// Empty where there is no such file, or a crash cut it short.
std::optional<MasterKey> read_key(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(key_file_bytes_max, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  const auto raw = config::decode_master_key(text);
  if (!raw) return std::nullopt;
  return key_of(*raw);
}

MasterKey fresh_key(const Environment& environment) {
  MasterKey key{};
  environment.random(key);
  return key;
}

MasterKey make_next(const fs::path& file, const Environment& environment) {
  // What an interrupted run made may be what the spool has already: it is used again.
  if (const auto made = read_key(file)) return *made;
  fs::remove(file);
  const MasterKey key = fresh_key(environment);
  const auto created = config::create_master_key(file, key);
  if (!created) throw store::Unusable(created.error());
  return key;
}

void add_to_spool(const std::string& database, const MasterKey& now, const MasterKey& next) {
  try {
    store::Spool::add_key(store::Spool::path_of(database), now, next);
  } catch (const store::SpoolUnreadable& failure) {
    throw store::Unusable(
        fmt::format("{}. Nothing was changed: move that file away first", failure.what()));
  }
}

// From here on the new key alone opens the database.
void rewrap(const std::string& database, const MasterKey& now, const MasterKey& next) {
  if (!store::is_opened_by(database, now)) {
    throw store::Unusable(fmt::format(
        "the master key does not open {}, so that it can't be changed. Start the service once if "
        "this is a new version of warmline",
        database));
  }
  store::rewrap_keys(database, now, next);
  // The log still has them wrapped under the old key. It is emptied soon in any case, where
  // somebody reads for longer than this waits.
  store::forgetting::empty_log(database);
}

// The service may be at it as well, when it starts.
void put_in_place(const std::string& database, const fs::path& file, const MasterKey& next) {
  store::Spool::keep_only_key(store::Spool::path_of(database), next);
  std::error_code failed;
  fs::rename(next_key_file(file), file, failed);
  if (failed && read_key(file) != next) {
    throw store::Unusable(
        fmt::format("{} can't be put in place of {}: {}. The new key is in force: do it by hand",
                    next_key_file(file).string(), file.string(), failed.message()));
  }
  store::sync_folder_of(file.string());
}

}  // namespace

MasterKey master_key(const config::MasterKey& configured) {
  return key_of(configured.key.reveal());
}

fs::path next_key_file(const fs::path& key_file) {
  return key_file.string() + ".next";
}

bool finish_rekey(config::Config& config) {
  auto& configured = config.security.master_key;
  const std::string database = config.store.path.string();
  if (configured.file.empty() || configured.must_create) return false;
  const auto next = read_key(next_key_file(configured.file));
  if (!next || store::is_opened_by(database, master_key(configured)) ||
      !store::is_opened_by(database, *next)) {
    return false;
  }
  put_in_place(database, configured.file, *next);
  configured.key = config::Secret(std::string(next->begin(), next->end()), configured.key.source());
  return true;
}

void change_key_file(config::Config config, const Environment& environment,
                     const std::function<void()>& between) {
  if (finish_rekey(config)) return;
  const auto step = [&] {
    if (between) between();
  };
  const std::string database = config.store.path.string();
  const fs::path& file = config.security.master_key.file;
  const MasterKey now = master_key(config.security.master_key);
  const MasterKey next = make_next(next_key_file(file), environment);
  step();
  add_to_spool(database, now, next);
  step();
  rewrap(database, now, next);
  step();
  put_in_place(database, file, next);
}

void change_key_of_environment(const config::Config& config, const Environment& environment,
                               const std::function<void(const std::string&)>& show) {
  const std::string database = config.store.path.string();
  const MasterKey now = master_key(config.security.master_key);
  const MasterKey next = fresh_key(environment);
  show(config::encode_master_key(next));
  add_to_spool(database, now, next);
  rewrap(database, now, next);
  store::Spool::keep_only_key(store::Spool::path_of(database), next);
}

}  // namespace warmline
