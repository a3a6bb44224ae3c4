#include "gateway/store/spool.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "gateway/store/keys.hpp"
#include "gateway/store/spool_records.hpp"

namespace warmline::store {
namespace {

using routing::UuidBytes;

constexpr std::array<std::uint8_t, 8> magic{'W', 'L', 'S', 'P', 'O', 'O', 'L', '1'};
constexpr std::array<std::size_t, 2> key_offsets{512, 1024};
// An even epoch stands in the first, an odd one in the second: writing one never harms the other.
constexpr std::array<std::size_t, 2> epoch_offsets{1536, 2048};
constexpr std::size_t wrapped_bytes = sealed_overhead_bytes + std::tuple_size_v<MasterKey>;
constexpr std::size_t sealed_epoch_bytes = sealed_overhead_bytes + sizeof(std::uint64_t);
constexpr std::size_t wipe_bytes = 64UZ * 1024;

constexpr UuidBytes key_place{'s', 'p', 'o', 'o', 'l', ' ', 'k', 'e', 'y'};
constexpr UuidBytes epoch_place{'s', 'p', 'o', 'o', 'l', ' ', 'e', 'p', 'o', 'c', 'h'};

std::optional<DataKey> key_at(std::span<const std::uint8_t> wrapped, const MasterKey& master) {
  try {
    return derive(master, Derived::spool).unwrap(wrapped, key_place);
  } catch (const SealBroken&) {
    return std::nullopt;
  }
}

// The spool's key, and in which of the two places it stands for this master key.
struct FoundKey {
  DataKey key;
  std::size_t place;
};
FoundKey find_key(const std::string& path, const DiskFile& file, const MasterKey& master) {
  for (std::size_t place = 0; place < key_offsets.size(); ++place) {
    const auto key = key_at(file.read_at(key_offsets[place], wrapped_bytes), master);
    if (key) return {*key, place};
  }
  throw SpoolUnreadable(fmt::format("the master key does not open {}", path));
}

Bytes sealed_epoch(const DataKey& key, std::uint64_t epoch) {
  const auto raw = little_endian(epoch);
  return key.seal({reinterpret_cast<const char*>(raw.data()), raw.size()}, epoch_place);
}

std::optional<std::uint64_t> epoch_at(const Bytes& file, std::size_t offset, const DataKey& key) {
  try {
    const auto raw = key.open(std::span(file).subspan(offset, sealed_epoch_bytes), epoch_place);
    return from_little_endian({reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()});
  } catch (const SealBroken&) {
    return std::nullopt;
  }
}

// Writes a whole new spool beside the one that may be there, and puts it in its place.
void replace(const std::string& path, std::size_t size,
             const std::function<void(DiskFile&)>& fill) {
  const std::string fresh = path + ".new";
  {
    DiskFile file(fresh, O_RDWR | O_CREAT | O_TRUNC);
    file.reserve(size);
    file.write_at(0, magic);
    fill(file);
    file.sync();
  }
  std::filesystem::rename(fresh, path);
  sync_folder_of(path);
}

std::string aside_name(const std::string& path, routing::Instant now) {
  return fmt::format("{}.damaged-{:%Y%m%dT%H%M%SZ}", path,
                     std::chrono::floor<std::chrono::seconds>(now));
}

}  // namespace

bool Spool::exists(const std::string& path) {
  std::error_code unknown;
  return std::filesystem::exists(path, unknown);
}

void Spool::make(const std::string& path, const MasterKey& master, Limits limits) {
  const DataKey key = DataKey::random();
  replace(path, limits.file_bytes, [&](DiskFile& file) {
    file.write_at(key_offsets[0], derive(master, Derived::spool).wrap(key, key_place));
    file.write_at(epoch_offsets[0], sealed_epoch(key, 0));
  });
}

std::string Spool::put_aside(const std::string& path, routing::Instant now) {
  auto aside = aside_name(path, now);
  std::filesystem::rename(path, aside);
  // From now on its age counts (backup::remove_copies_beside).
  std::filesystem::last_write_time(aside, std::chrono::file_clock::from_sys(now));
  sync_folder_of(path);
  return aside;
}

Spool::Spool(std::string path, const MasterKey& master, routing::Instant now, Limits limits)
    : path_(std::move(path)),
      limits_(limits),
      file_(std::in_place, path_, O_RDWR),
      key_(DataKey::random()) {
  const Bytes bytes = file_->read(limits_.file_bytes);
  if (bytes.size() < records_begin || !std::ranges::equal(magic, std::span(bytes).first<8>())) {
    throw SpoolUnreadable(fmt::format("{} is damaged, or no spool", path_));
  }
  key_ = find_key(path_, *file_, master).key;
  file_bytes_ = bytes.size();
  end_ = records_begin;
  take_stock(bytes, now);
}

void Spool::take_stock(const Bytes& bytes, routing::Instant now) {
  const auto even = epoch_at(bytes, epoch_offsets[0], key_);
  const auto odd = epoch_at(bytes, epoch_offsets[1], key_);
  if (!even && !odd) throw SpoolUnreadable(fmt::format("{} is damaged at its head", path_));
  epoch_ = std::max(even.value_or(0), odd.value_or(0));
  if (epoch_ % 2 != 0) {
    // It ended while it was being cleared.
    end_ = file_bytes_;
    clear();
    return;
  }
  auto found = find_records(bytes, key_, epoch_, limits_.record_bytes_max);
  records_ = std::move(found.whole);
  if (found.damaged || bytes.size() < limits_.file_bytes) {
    const auto aside = aside_name(path_, now);
    // The damaged file keeps its old name until the new one takes that: there is always a spool.
    std::filesystem::create_hard_link(path_, aside);
    move_to_new_file(bytes);
    damaged_file_ = aside;
    return;
  }
  end_ = found.end;
  next_number_ = found.count;
  if (found.torn_until > end_) {
    wipe(end_, found.torn_until);
    file_->sync();
  }
  if (is_mostly_spent()) move_to_new_file(bytes);
}

// One that waits for good keeps the room of all that were erased beside it.
bool Spool::is_mostly_spent() const {
  std::size_t live = 0;
  for (const auto& [number, place] : records_) live += frame_bytes + place.sealed_bytes;
  const auto used = end_ - records_begin;
  return used > (file_bytes_ - records_begin) / 2 && live < used / 2;
}

void Spool::move_to_new_file(const Bytes& bytes) {
  const std::uint64_t epoch = epoch_ + 2;
  std::map<std::uint64_t, Place> moved;
  std::size_t end = records_begin;
  replace(path_, limits_.file_bytes, [&](DiskFile& file) {
    for (const auto offset : key_offsets) {
      file.write_at(offset, std::span(bytes).subspan(offset, wrapped_bytes));
    }
    file.write_at(epoch_offsets[0], sealed_epoch(key_, epoch));
    for (const auto& [number, place] : records_) {
      const auto record = framed(key_, epoch, moved.size(), read(number));
      if (end + record.size() > limits_.file_bytes) break;
      file.write_at(end, record);
      moved.emplace(moved.size(), Place{end + size_bytes, place.sealed_bytes});
      end += record.size();
    }
  });
  file_.emplace(path_, O_RDWR);
  file_bytes_ = limits_.file_bytes;
  epoch_ = epoch;
  records_ = std::move(moved);
  next_number_ = records_.size();
  end_ = end;
}

std::string Spool::read(std::uint64_t number) const {
  const Place& place = records_.at(number);
  return key_.open(file_->read_at(place.offset, place.sealed_bytes), record_place(epoch_, number));
}

std::optional<std::uint64_t> Spool::append(std::string_view record) {
  if (clearing_ || unsure_end_) {
    throw std::system_error(EIO, std::generic_category(), path_ + " could not be written before");
  }
  if (record.size() > limits_.record_bytes_max) return std::nullopt;
  const std::uint64_t number = next_number_;
  const auto bytes = framed(key_, epoch_, number, record);
  if (bytes.size() > file_bytes_ - end_) return std::nullopt;
  try {
    file_->write_at(end_, bytes);
    file_->sync();
  } catch (const std::system_error&) {
    // Whoever is told that it failed must not find it here later, before others.
    unsure_end_ = true;
    wipe(end_, end_ + bytes.size());
    unsure_end_ = false;
    throw;
  }
  records_.emplace(number, Place{end_ + size_bytes, bytes.size() - frame_bytes});
  end_ += bytes.size();
  ++next_number_;
  return number;
}

void Spool::erase(std::uint64_t number) {
  const Place& place = records_.at(number);
  Bytes gone(place.sealed_bytes + 1, 0);
  gone.back() = mark_erased;
  file_->write_at(place.offset, gone);
  records_.erase(number);
}

void Spool::clear() {
  // Between the two epochs it is empty whatever else stands in it, so that no crash brings back
  // some of the records.
  clearing_ = true;
  if (epoch_ % 2 == 0) write_epoch(epoch_ + 1);
  wipe(records_begin, end_);
  file_->sync();
  write_epoch(epoch_ + 1);
  end_ = records_begin;
  next_number_ = 0;
  records_.clear();
  clearing_ = false;
  unsure_end_ = false;
}

void Spool::write_epoch(std::uint64_t epoch) {
  file_->write_at(epoch_offsets[epoch % 2], sealed_epoch(key_, epoch));
  file_->sync();
  epoch_ = epoch;
}

void Spool::wipe(std::size_t begin, std::size_t end) {
  const std::array<std::uint8_t, wipe_bytes> zeros{};
  while (begin < end) {
    const auto size = std::min(zeros.size(), end - begin);
    file_->write_at(begin, std::span(zeros).first(size));
    begin += size;
  }
}

void Spool::check(const std::string& path, const MasterKey& master) {
  if (exists(path)) find_key(path, DiskFile(path, O_RDONLY), master);
}

void Spool::add_key(const std::string& path, const MasterKey& now, const MasterKey& added) {
  if (!exists(path)) return;
  DiskFile file(path, O_RDWR);
  const auto found = find_key(path, file, now);
  file.write_at(key_offsets[1 - found.place],
                derive(added, Derived::spool).wrap(found.key, key_place));
  file.sync();
}

void Spool::keep_only_key(const std::string& path, const MasterKey& kept) {
  if (!exists(path)) return;
  DiskFile file(path, O_RDWR);
  const auto found = find_key(path, file, kept);
  file.write_at(key_offsets[1 - found.place], Bytes(wrapped_bytes, 0));
  file.sync();
}

}  // namespace warmline::store
