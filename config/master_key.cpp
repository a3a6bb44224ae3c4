#include "config/master_key.hpp"

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

namespace warmline::config {
namespace {

constexpr const char* white_space = " \t\r\n";

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

std::expected<void, std::string> create_master_key(
    const std::filesystem::path& file, std::span<const std::uint8_t, master_key_bytes> bytes) {
  constexpr auto size = sodium_base64_ENCODED_LEN(master_key_bytes, sodium_base64_VARIANT_ORIGINAL);
  std::array<char, size> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  const OpenFile key(file, O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
  if (!key.opened()) return failure(file, errno);
  // The last byte is the terminating zero, where the file has its line's end.
  text.back() = '\n';
  if (!key.write_all({text.data(), text.size()}) || !key.to_disk()) {
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

}  // namespace warmline::config
