// Copies of the database while a service runs on it. What a copy is without its keys nobody can
// read, so they are left out unless they are asked for: then no old copy brings back what was
// forgotten.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "gateway/store/query.hpp"
#include "routing/instant.hpp"

namespace warmline::store::backup {

struct Wanted {
  std::string database;
  std::filesystem::path to;
  bool with_keys = false;                        // in the copy itself
  std::optional<std::filesystem::path> keys_to;  // in a file of their own
  std::function<void()> pause;  // called after each piece: leaves the disk to others
};

struct Made {
  std::uintmax_t bytes = 0;
  std::string sha256;
  std::int64_t texts = 0;
  std::int64_t keys = 0;  // of texters; 0 where they were not asked for
};

// One moment of the database, in one file that needs no other, with its checksum beside it; both
// for their owner alone, and on disk when this returns. Never blocks whoever writes meanwhile.
// Needs twice the database's size in the folder of `to`. What fails leaves nothing behind; what is
// killed may leave `<name>.partial`, which the next one of that name takes away. Throws Unusable
// where it can't be done, in words: the file is there already, the database is damaged or of
// another version; Refused and std::system_error when the disk fails.
Made make(const Wanted& wanted);

// The tables of a copy's keys, wrapped as they are in the database. `schema` is the name under
// which a file is attached.
void make_key_tables(Connection& db, const std::string& schema);

// Before a migration: the database as it is, with its keys, in `<database>.before-<to_version>`,
// unless that is there already.
void keep_before_migration(Connection& db, const std::string& database, int to_version);

// For how long copies beside the database are kept.
inline constexpr std::chrono::days copies_kept{7};

// Copies that lie beside the database and hold keys: of before a migration, and what a restore
// replaced (`<database>.replaced-*`). Takes away those made before `made_before`, or all. How many
// there were.
int remove_copies_beside(const std::string& database,
                         std::optional<routing::Instant> made_before = {});

}  // namespace warmline::store::backup
