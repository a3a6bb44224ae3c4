#include "gateway/store/spool_records.hpp"

#include <algorithm>

namespace warmline::store {
namespace {

constexpr std::size_t sector_bytes = 512;

bool is_zero(std::span<const std::uint8_t> bytes) {
  return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

std::size_t sector_end(std::size_t offset) {
  return (offset / sector_bytes + 1) * sector_bytes;
}

// Whether some sector of what should stand here was never written.
bool lacks_a_sector(const Bytes& file, std::size_t begin, std::size_t end) {
  while (begin < end) {
    const auto until = std::min(sector_end(begin), end);
    if (is_zero(std::span(file).subspan(begin, until - begin))) return true;
    begin = until;
  }
  return false;
}

// `begin` is where a record should be, and its size makes no sense.
bool is_torn_head(const Bytes& file, std::size_t begin, std::size_t used, std::size_t record_max) {
  if (used <= begin + size_bytes) return true;
  const auto until = std::min(sector_end(begin), file.size());
  return is_zero(std::span(file).subspan(begin, until - begin)) && used - begin <= record_max;
}

bool opens(const DataKey& key, std::span<const std::uint8_t> sealed,
           const routing::UuidBytes& place) {
  try {
    key.open(sealed, place);
    return true;
  } catch (const SealBroken&) {
    return false;
  }
}

// One past the last byte that is not zero.
std::size_t used_bytes(const Bytes& file) {
  const auto last =
      std::find_if(file.rbegin(), file.rend(), [](std::uint8_t byte) { return byte != 0; });
  return std::max(records_begin, static_cast<std::size_t>(file.rend() - last));
}

}  // namespace

std::array<std::uint8_t, 8> little_endian(std::uint64_t number) {
  std::array<std::uint8_t, 8> bytes{};
  for (auto& byte : bytes) {
    byte = static_cast<std::uint8_t>(number);
    number >>= 8;
  }
  return bytes;
}

std::uint64_t from_little_endian(std::span<const std::uint8_t> bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) number = (number << 8) | bytes[i];
  return number;
}

routing::UuidBytes record_place(std::uint64_t epoch, std::uint64_t number) {
  routing::UuidBytes place{};
  std::ranges::copy(little_endian(epoch), place.begin());
  std::ranges::copy(little_endian(number), place.begin() + 8);
  return place;
}

Bytes framed(const DataKey& key, std::uint64_t epoch, std::uint64_t number,
             std::string_view record) {
  const Bytes sealed = key.seal(record, record_place(epoch, number));
  const auto size = little_endian(sealed.size());
  Bytes bytes(size.begin(), size.begin() + size_bytes);
  bytes.insert(bytes.end(), sealed.begin(), sealed.end());
  bytes.push_back(mark_kept);
  return bytes;
}

FoundRecords find_records(const Bytes& file, const DataKey& key, std::uint64_t epoch,
                          std::size_t record_bytes_max) {
  const std::size_t used = used_bytes(file);
  const std::size_t sealed_max = record_bytes_max + sealed_overhead_bytes;
  const std::span<const std::uint8_t> all(file);
  FoundRecords found;
  std::size_t at = records_begin;
  while (at < used) {
    const std::size_t left = file.size() - at;
    const std::size_t size =
        left > frame_bytes ? from_little_endian(all.subspan(at, size_bytes)) : 0;
    if (size < sealed_overhead_bytes || size > sealed_max || size + frame_bytes > left) {
      found.damaged |= !is_torn_head(file, at, used, sealed_max + frame_bytes);
      found.torn_until = used;
      break;
    }
    const std::size_t end = at + frame_bytes + size;
    const auto sealed = all.subspan(at + size_bytes, size);
    const std::uint8_t mark = file[end - 1];
    if (mark == mark_kept && opens(key, sealed, record_place(epoch, found.count))) {
      found.whole.emplace(found.count, Spool::Place{at + size_bytes, size});
    } else if (end >= used && (mark == 0 || lacks_a_sector(file, at, end))) {
      found.torn_until = used;
      break;
    } else if (mark != mark_erased) {
      found.damaged = true;
    }
    at = end;
    ++found.count;
  }
  found.end = at;
  return found;
}

}  // namespace warmline::store
