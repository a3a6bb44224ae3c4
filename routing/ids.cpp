#include "routing/ids.hpp"

#include <cstddef>

namespace warmline::routing {
namespace {

constexpr std::string_view hex = "0123456789abcdef";
constexpr std::size_t text_length = 36;

bool has_dash_before(std::size_t byte) {
  return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

std::optional<unsigned> nibble(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<unsigned>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<unsigned>(digit - 'a') + 10U;
  if (digit >= 'A' && digit <= 'F') return static_cast<unsigned>(digit - 'A') + 10U;
  return std::nullopt;
}

}  // namespace

UuidBytes uuid_v7(Instant now, std::span<const std::uint8_t, 10> random) {
  const auto since_epoch = std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch());
  const auto milliseconds = static_cast<std::uint64_t>(since_epoch.count());
  UuidBytes bytes{};
  for (std::size_t i = 0; i < 6; ++i) {
    bytes[i] = static_cast<std::uint8_t>((milliseconds >> (8U * (5U - i))) & 0xffU);
  }
  for (std::size_t i = 0; i < random.size(); ++i) bytes[6 + i] = random[i];
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x70U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
  return bytes;
}

UuidBytes IdSource::next_bytes(Instant now) {
  constexpr std::uint16_t counter_max = 0x0fff;
  const auto millisecond = std::chrono::floor<std::chrono::milliseconds>(now);
  if (millisecond > last_) {
    last_ = millisecond;
    counter_ = 0;
  } else if (counter_ < counter_max) {
    ++counter_;
  } else {
    last_ += std::chrono::milliseconds(1);
    counter_ = 0;
  }
  std::array<std::uint8_t, 10> bits{};
  random_(bits);
  bits[0] = static_cast<std::uint8_t>(counter_ >> 8U);
  bits[1] = static_cast<std::uint8_t>(counter_ & 0xffU);
  return uuid_v7(last_, bits);
}

std::string format_uuid(const UuidBytes& bytes) {
  std::string text;
  text.reserve(text_length);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (has_dash_before(i)) text += '-';
    text += hex[bytes[i] >> 4U];
    text += hex[bytes[i] & 0x0fU];
  }
  return text;
}

std::optional<UuidBytes> parse_uuid(std::string_view text) {
  if (text.size() != text_length) return std::nullopt;
  UuidBytes bytes{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (has_dash_before(i) && text[at++] != '-') return std::nullopt;
    const auto high = nibble(text[at++]);
    const auto low = nibble(text[at++]);
    if (!high || !low) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*high << 4U | *low);
  }
  return bytes;
}

}  // namespace warmline::routing
