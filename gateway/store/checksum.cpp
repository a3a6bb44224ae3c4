#include "gateway/store/checksum.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <span>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sodium.h>

#include "gateway/store/disk_file.hpp"

namespace warmline::store::checksum {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20;
constexpr std::size_t digits_in_all = 2UZ * crypto_hash_sha256_BYTES;

class Sha256 {
 public:
  Sha256() { crypto_hash_sha256_init(&state_); }
  void add(std::span<const std::uint8_t> bytes) {
    crypto_hash_sha256_update(&state_, bytes.data(), bytes.size());
  }
  std::string digits() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state_, hash.data());
    return fmt::format("{:02x}", fmt::join(hash, ""));
  }

 private:
  crypto_hash_sha256_state state_{};
};

template <class Take>
std::string read_all(const std::filesystem::path& file, Take take) {
  const DiskFile source(file.string(), O_RDONLY);
  const auto size = static_cast<std::size_t>(std::filesystem::file_size(file));
  Sha256 sum;
  for (std::size_t offset = 0; offset < size; offset += piece_bytes) {
    const Bytes piece = source.read_at(offset, std::min(piece_bytes, size - offset));
    sum.add(piece);
    take(offset, piece);
  }
  return sum.digits();
}

bool are_digits(std::string_view text) {
  return text.size() == digits_in_all &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::filesystem::path path_for(const std::filesystem::path& file) {
  return file.string() + ".sha256";
}

std::string of(const std::filesystem::path& file) {
  return read_all(file, [](std::size_t, const Bytes&) {});
}

void write(const std::filesystem::path& file, const std::string& digits) {
  const std::string line = fmt::format("{}  {}\n", digits, file.filename().string());
  DiskFile out(path_for(file).string(), O_WRONLY | O_CREAT | O_TRUNC);
  out.write_at(0, {reinterpret_cast<const std::uint8_t*>(line.data()), line.size()});
  out.sync();
}

std::optional<std::string> expected(const std::filesystem::path& file) {
  std::ifstream in(path_for(file));
  std::string digits;
  in >> digits;
  if (!are_digits(digits)) return std::nullopt;
  return digits;
}

std::string copy(const std::filesystem::path& from, const std::filesystem::path& to) {
  DiskFile copied(to.string(), O_WRONLY | O_CREAT | O_TRUNC);
  auto digits = read_all(
      from, [&](std::size_t offset, const Bytes& piece) { copied.write_at(offset, piece); });
  copied.sync();
  return digits;
}

}  // namespace warmline::store::checksum
