#include "gateway/http/form.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace warmline::http {

namespace {

std::optional<unsigned> hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

std::string decode_field(std::string_view encoded) {
  std::string spaced(encoded);
  std::ranges::replace(spaced, '+', ' ');
  if (!spaced.contains('%')) return spaced;
  return percent_decode(spaced);
}

}  // namespace

routing::Result<Fields> parse_form(std::string_view encoded, std::size_t fields_max) {
  Fields fields;
  while (!encoded.empty()) {
    const auto end = encoded.find('&');
    const auto pair = encoded.substr(0, end);
    encoded = end == std::string_view::npos ? std::string_view{} : encoded.substr(end + 1);
    if (pair.empty()) continue;
    if (fields.size() == fields_max) {
      return routing::problem(routing::ProblemCode::malformed, "a form has too many fields");
    }
    const auto equals = pair.find('=');
    const auto value =
        equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    fields.emplace_back(decode_field(pair.substr(0, equals)), decode_field(value));
  }
  return fields;
}

// Most of what is sent needs no decoding: what is between two '%' is copied at once.
std::string percent_decode(std::string_view encoded) {
  std::string decoded;
  decoded.reserve(encoded.size());
  for (;;) {
    const auto percent = std::min(encoded.find('%'), encoded.size());
    decoded.append(encoded.substr(0, percent));
    encoded.remove_prefix(percent);
    if (encoded.empty()) return decoded;
    const auto high = encoded.size() > 2 ? hex_value(encoded[1]) : std::nullopt;
    const auto low = encoded.size() > 2 ? hex_value(encoded[2]) : std::nullopt;
    decoded.push_back(high && low ? static_cast<char>(*high * 16 + *low) : '%');
    encoded.remove_prefix(high && low ? 3 : 1);
  }
}

}  // namespace warmline::http
