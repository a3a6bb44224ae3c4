// How records stand in a spool, and which of them are whole. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>

#include "gateway/store/spool.hpp"

namespace warmline::store {

inline constexpr std::size_t records_begin = 4096;
inline constexpr std::size_t sealed_overhead_bytes = 1 + 24 + 16;  // of DataKey::seal
inline constexpr std::size_t size_bytes = 4;
inline constexpr std::size_t frame_bytes = size_bytes + 1;
inline constexpr std::uint8_t mark_kept = 1;
inline constexpr std::uint8_t mark_erased = 2;

std::array<std::uint8_t, 8> little_endian(std::uint64_t number);
std::uint64_t from_little_endian(std::span<const std::uint8_t> bytes);

// What a record is sealed with: the only place where it opens.
routing::UuidBytes record_place(std::uint64_t epoch, std::uint64_t number);
// A record as it stands in the file.
Bytes framed(const DataKey& key, std::uint64_t epoch, std::uint64_t number,
             std::string_view record);

struct FoundRecords {
  std::map<std::uint64_t, Spool::Place> whole;
  std::uint64_t count = 0;  // with those that are erased
  std::size_t end = 0;      // of the last of them: the next goes here
  std::size_t torn_until =
      0;                 // beyond `end`: what a crash left of a record that nobody was told of
  bool damaged = false;  // there is something that neither opens nor was left by a crash
};

// A disk that loses power keeps whole sectors of what was being written, in any order; those it
// does not keep are still zero.
FoundRecords find_records(const Bytes& file, const DataKey& key, std::uint64_t epoch,
                          std::size_t record_bytes_max);

}  // namespace warmline::store
