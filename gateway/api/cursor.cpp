#include "gateway/api/cursor.hpp"

#include <charconv>
#include <cstdint>

#include <fmt/format.h>
#include <sodium.h>

namespace warmline::api {
namespace {

constexpr int alphabet = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string encode(const std::string& plain) {
  std::string text(sodium_base64_encoded_len(plain.size(), alphabet), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(plain.data()),
                    plain.size(), alphabet);
  text.pop_back();  // sodium ends it with a zero
  return text;
}

std::optional<std::string> decode(std::string_view text) {
  std::string plain(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(plain.data()), plain.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, alphabet) != 0) {
    return std::nullopt;
  }
  plain.resize(size);
  return plain;
}

std::optional<std::int64_t> read_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string write_cursor(const store::conversations::Place& place) {
  return encode(fmt::format("{}.{}.{}", place.rank, place.order, place.id.text()));
}

std::string write_cursor(routing::Instant before) {
  return write_cursor(std::int64_t{before.time_since_epoch().count()});
}

std::string write_cursor(std::int64_t before_seq) {
  return encode(fmt::format("{}", before_seq));
}

std::optional<store::conversations::Place> read_place_cursor(std::string_view cursor) {
  const auto plain = decode(cursor);
  if (!plain) return std::nullopt;
  const std::string_view all = *plain;
  const auto first = all.find('.');
  const auto second = all.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  const auto rank = read_number(all.substr(0, first));
  const auto order = read_number(all.substr(first + 1, second - first - 1));
  const auto id = routing::ConversationId::parse(all.substr(second + 1));
  if (!rank || !order || !id) return std::nullopt;
  return store::conversations::Place{*rank, *order, *id};
}

std::optional<std::int64_t> read_seq_cursor(std::string_view cursor) {
  const auto plain = decode(cursor);
  return plain ? read_number(*plain) : std::nullopt;
}

std::optional<routing::Instant> read_time_cursor(std::string_view cursor) {
  const auto micros = read_seq_cursor(cursor);
  if (!micros) return std::nullopt;
  return routing::Instant(routing::Duration(*micros));
}

}  // namespace warmline::api
