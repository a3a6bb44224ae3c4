#include "config/master_key.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

namespace warmline::config {
namespace {

constexpr const char* white_space = " \t\r\n";
constexpr std::size_t key_file_bytes_max = 4096;

// Closes itself.
class OpenFile {
 public:
  OpenFile(const std::filesystem::path& path, int flags, mode_t mode = 0)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool opened() const { return descriptor_ >= 0; }
  bool write_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }
  bool to_disk() const { return ::fsync(descriptor_) == 0; }

 private:
  int descriptor_;
};

std::unexpected<std::string> failure(const std::filesystem::path& file, int error) {
  return std::unexpected(fmt::format("{} cannot be written: {}", file.string(),
                                     std::generic_category().message(error)));
}

}  // namespace

std::optional<std::string> decode_master_key(std::string_view text) {
  std::string raw(master_key_bytes, '\0');
  auto* out = reinterpret_cast<unsigned char*>(raw.data());
  std::size_t size = 0;
  // Both refuse what does not fit into the buffer and what is left over behind it.
  if (sodium_hex2bin(out, raw.size(), text.data(), text.size(), white_space, &size, nullptr) == 0 &&
      size == raw.size()) {
    return raw;
  }
  if (sodium_base642bin(out, raw.size(), text.data(), text.size(), white_space, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) == 0 &&
      size == raw.size()) {
    return raw;
  }
  return std::nullopt;
}

std::string encode_master_key(std::span<const std::uint8_t, master_key_bytes> bytes) {
  constexpr auto size = sodium_base64_ENCODED_LEN(master_key_bytes, sodium_base64_VARIANT_ORIGINAL);
  std::array<char, size> text{};
  return sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                           sodium_base64_VARIANT_ORIGINAL);
}

std::expected<void, std::string> create_master_key(
    const std::filesystem::path& file, std::span<const std::uint8_t, master_key_bytes> bytes) {
  const std::string text = encode_master_key(bytes) + "\n";
  const OpenFile key(file, O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
  if (!key.opened()) return failure(file, errno);
  if (!key.write_all(text) || !key.to_disk()) {
    const int error = errno;
    ::unlink(file.c_str());
    return failure(file, error);
  }
  // The file's name is on disk only once its folder is.
  const auto folder_path = file.has_parent_path() ? file.parent_path() : ".";
  const OpenFile folder(folder_path, O_RDONLY | O_DIRECTORY);
  if (!folder.opened() || !folder.to_disk()) return failure(file, errno);
  return {};
}

std::expected<void, std::string> read_again(MasterKey& key) {
  if (key.file.empty()) return {};
  std::error_code unknown;
  key.must_create = !std::filesystem::exists(key.file, unknown) && !unknown;
  key.key = {};
  if (key.must_create) return {};
  std::array<char, key_file_bytes_max> buffer{};
  std::ifstream in(key.file, std::ios::binary);
  if (!in) return std::unexpected(fmt::format("{} cannot be read", key.file.string()));
  in.read(buffer.data(), buffer.size());
  auto raw = decode_master_key({buffer.data(), static_cast<std::size_t>(in.gcount())});
  sodium_memzero(buffer.data(), buffer.size());
  if (!raw) return std::unexpected(fmt::format("{} holds no master key", key.file.string()));
  key.key = Secret(std::move(*raw), fmt::format("file {}", key.file.string()));
  return {};
}

}  // namespace warmline::config
