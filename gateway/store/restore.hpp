// Bringing a copy back (backup.hpp), in place of the database that is there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "gateway/store/database.hpp"
#include "gateway/store/verify.hpp"

namespace warmline::store::restore {

struct Wanted {
  std::string database;
  std::filesystem::path from;
  std::optional<std::filesystem::path> keys;  // a file of their own, if they are not in the copy
  // Also a copy of which not all is whole: there is no better one. What is damaged stays as it is.
  bool despite_damage = false;
  MasterKey master;
  routing::IdSource::Random random;
  Database::Clock clock;
};

// Where the keys came from.
enum class KeysFrom { the_copy, their_file, the_replaced_database };

struct Restored {
  bool checksum_was_there = false;
  KeysFrom keys = KeysFrom::the_copy;
  int forgotten_again = 0;   // whoever was forgotten since the copy was made
  int opted_out_again = 0;   // whoever said STOP since
  int shown_as_unknown = 0;  // texts that waited to be sent: they may have been, since
  // What was there before; empty where nothing was.
  std::optional<std::filesystem::path> replaced;
  bool replaced_was_readable = true;
  Verified verified;
};

// Throws Unusable with words for the operator, and then nothing was replaced: a service runs, the
// copy is damaged, its keys are missing or do not open, something in it is wrong and was not put up
// with (`despite_damage`). Interrupted at any moment, either the old database or the new one is
// there, whole.
Restored restore(const Wanted& wanted);

// Takes away what a restore that was killed has left beside the database: a whole copy, which may
// hold keys. For whoever holds the database's lock (lock_file.hpp).
void remove_unfinished(const std::string& database);

}  // namespace warmline::store::restore
