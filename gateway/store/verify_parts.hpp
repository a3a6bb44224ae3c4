// The parts of verify(). Each adds to `wrong` what it finds; a part that can't read what it needs
// throws SQLite::Exception or Corrupt, which verify() reports in its stead.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "gateway/store/findings.hpp"
#include "gateway/store/query.hpp"
#include "gateway/store/seal.hpp"

namespace warmline::store::verifying {

// Rows by their number: a bit for each, in blocks, so that one number out of the way costs little.
class Rows {
 public:
  // True when it is new.
  bool add(std::int64_t row) {
    auto bit = blocks_[block_of(row)][place_of(row)];
    if (bit) return false;
    bit = true;
    return true;
  }
  bool has(std::int64_t row) const {
    const auto block = blocks_.find(block_of(row));
    return block != blocks_.end() && block->second[place_of(row)];
  }

 private:
  static constexpr std::size_t block_rows = 4096;
  // A damaged file may have any number.
  static std::uint64_t block_of(std::int64_t row) {
    return static_cast<std::uint64_t>(row) / block_rows;
  }
  static std::size_t place_of(std::int64_t row) {
    return static_cast<std::uint64_t>(row) % block_rows;
  }

  std::unordered_map<std::uint64_t, std::bitset<block_rows>> blocks_;
};

// An id, a number or a word of a row, as it may be shown.
std::string shown(const Query& row, int column);

// Pages, indexes, references, and the tables themselves.
void check_file(Connection& db, Findings& wrong);

// Texts that wait beside the database can be taken in.
void check_spool(const std::string& database, const MasterKey& master, Findings& wrong);

// The search index can be read through, and knows only texts that may be found. Gives those it
// knows.
Rows check_search(Connection& db, Findings& wrong);

// Every seal opens, in its own row and with the right key; what was erased is empty.
void check_seals(Connection& db, const Seal& seal, const Rows& searchable, Findings& wrong);

// What rows say of each other.
void check_promises(Connection& db, Findings& wrong);

// What events say of rows.
void check_events(Connection& db, Findings& wrong);

}  // namespace warmline::store::verifying
