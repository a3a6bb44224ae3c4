// A small append-only file next to the database, for what has to be kept while the database
// refuses. Its room is taken when it is made, so that it still takes records on a full disk. Each
// record is sealed; its place is part of the seal, so that one that is moved, or brought back from
// before the last clear(), does not open. One thread at a time; everything here blocks.
//
//   0     8 bytes that say what it is
//   512   its own key, wrapped under a master key; again at 1024, for while that is being changed
//   1536  its epoch, sealed; at 2048 the one before or after. Even: records are of this epoch.
//         Odd: the records are being wiped
//   4096  records: size (4 bytes, little-endian), sealed bytes, one byte that ends it (1; 2:
//   erased)
//
// Failures of the disk throw std::system_error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "gateway/store/disk_file.hpp"
#include "gateway/store/seal.hpp"
#include "routing/instant.hpp"

namespace warmline::store {

// There is a spool that this master key does not open, or that is damaged at its head.
struct SpoolUnreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Spool {
 public:
  struct Limits {
    std::size_t file_bytes = 4UZ * 1024 * 1024;
    std::size_t record_bytes_max = 256UZ * 1024;
  };

  // Opens the spool that is there. What a crash left half written is no record. Where a record is
  // damaged, the whole file is put aside and the rest goes on in a new one; also, with nothing put
  // aside, where most of its room is what erased records left. Throws SpoolUnreadable.
  Spool(std::string path, const MasterKey& master, routing::Instant now, Limits limits);

  // Where the spool of a database is.
  static std::string path_of(const std::string& database) { return database + ".spool"; }
  static bool exists(const std::string& path);
  // Makes an empty one in place of whatever is there.
  static void make(const std::string& path, const MasterKey& master, Limits limits);
  // Renames it for a person to look at: the new name.
  static std::string put_aside(const std::string& path, routing::Instant now);

  // Where the damaged file went, if opening found one.
  const std::optional<std::string>& damaged_file() const { return damaged_file_; }

  // The records that were appended and not erased, oldest first, by their numbers.
  struct Place {
    std::size_t offset;
    std::size_t sealed_bytes;
  };
  const std::map<std::uint64_t, Place>& records() const { return records_; }
  // Throws SealBroken where the file was changed since it was opened.
  std::string read(std::uint64_t number) const;

  // The record is on disk when this returns its number. Empty: there is no room for it.
  std::optional<std::uint64_t> append(std::string_view record);
  // Wipes one record. It may be back after a crash, until the next clear().
  void erase(std::uint64_t number);
  // Wipes all records, for good.
  void clear();

  // Throws SpoolUnreadable where there is a spool that this master key does not open. Looks only.
  static void check(const std::string& path, const MasterKey& master);

  // For changing the master key; any process may call these while another has the spool open.
  // First: `added` opens the spool too. Throws SpoolUnreadable where `now` does not open it.
  static void add_key(const std::string& path, const MasterKey& now, const MasterKey& added);
  // Last: nothing but `kept` opens it. Throws SpoolUnreadable where `kept` does not.
  static void keep_only_key(const std::string& path, const MasterKey& kept);

 private:
  void take_stock(const Bytes& bytes, routing::Instant now);
  bool is_mostly_spent() const;
  void move_to_new_file(const Bytes& bytes);
  void write_epoch(std::uint64_t epoch);
  void wipe(std::size_t begin, std::size_t end);

  std::string path_;
  Limits limits_;
  std::optional<DiskFile> file_;
  DataKey key_;
  std::size_t file_bytes_ = 0;
  std::uint64_t epoch_ = 0;
  std::uint64_t next_number_ = 0;
  std::size_t end_ = 0;      // of the last record
  bool clearing_ = false;    // begun and not finished: nothing may be appended
  bool unsure_end_ = false;  // a write failed, and so did wiping it: nothing may be appended
  std::map<std::uint64_t, Place> records_;
  std::optional<std::string> damaged_file_;
};

}  // namespace warmline::store
