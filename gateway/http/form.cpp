#include "gateway/http/form.hpp"

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

std::string decode(std::string_view encoded, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] == '%' && i + 2 < encoded.size()) {
      const auto high = hex_value(encoded[i + 1]);
      const auto low = hex_value(encoded[i + 2]);
      if (high && low) {
        decoded.push_back(static_cast<char>(*high * 16 + *low));
        i += 2;
        continue;
      }
    }
    decoded.push_back(plus_is_space && encoded[i] == '+' ? ' ' : encoded[i]);
  }
  return decoded;
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
    fields.emplace_back(decode(pair.substr(0, equals), true), decode(value, true));
  }
  return fields;
}

std::string percent_decode(std::string_view encoded) {
  return decode(encoded, false);
}

}  // namespace warmline::http
