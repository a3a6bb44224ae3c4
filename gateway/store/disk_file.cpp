#include "gateway/store/disk_file.hpp"

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace warmline::store {
namespace {

constexpr std::size_t piece_bytes = 64UZ * 1024;

}  // namespace

DiskFile::DiskFile(std::string path, int flags)
    : path_(std::move(path)),
      descriptor_(::open(path_.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
  if (descriptor_ < 0) fail("can't be opened", errno);
}

DiskFile::~DiskFile() {
  ::close(descriptor_);
}

Bytes DiskFile::read(std::size_t longest) const {
  struct stat about{};
  if (::fstat(descriptor_, &about) != 0) fail("can't be read", errno);
  return read_at(0, std::min(longest, static_cast<std::size_t>(about.st_size)));
}

Bytes DiskFile::read_at(std::size_t offset, std::size_t size) const {
  Bytes bytes(size);
  for (std::size_t done = 0; done < size;) {
    const auto got =
        ::pread(descriptor_, bytes.data() + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("can't be read", errno);
    if (got == 0) fail("is too short", EIO);
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

void DiskFile::write_at(std::size_t offset, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const auto written =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("can't be written", errno);
    offset += static_cast<std::size_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void DiskFile::sync() {
  if (::fdatasync(descriptor_) != 0) fail("can't be brought to disk", errno);
}

void DiskFile::reserve(std::size_t size) {
  const int error = ::posix_fallocate(descriptor_, 0, static_cast<off_t>(size));
  if (error != 0) fail("can't be made", error);
  // Some file systems only promise blocks and still need room to turn them into written ones.
  const std::array<std::uint8_t, piece_bytes> zeros{};
  for (std::size_t offset = 0; offset < size; offset += zeros.size()) {
    write_at(offset, std::span(zeros).first(std::min(zeros.size(), size - offset)));
  }
}

bool DiskFile::lock() {
  while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) fail("can't be locked", errno);
  }
  return true;
}

void DiskFile::fail(const char* what, int error) const {
  throw std::system_error(error, std::generic_category(), fmt::format("{} {}", path_, what));
}

void sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  DiskFile(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace warmline::store
