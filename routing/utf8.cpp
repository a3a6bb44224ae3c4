#include "routing/utf8.hpp"

#include <cstddef>

namespace warmline::routing {
namespace {

struct Lead {
  std::size_t length;  // 0: no lead byte
  char32_t bits;
  char32_t least;  // below it the form is overlong
};

Lead lead(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte < 0xc2) return {0, 0, 0};
  if (byte < 0xe0) return {2, byte & 0x1fU, 0x80};
  if (byte < 0xf0) return {3, byte & 0x0fU, 0x800};
  if (byte < 0xf5) return {4, byte & 0x07U, 0x10000};
  return {0, 0, 0};
}

}  // namespace

std::optional<char32_t> take_code_point(std::string_view& rest) {
  const auto first = lead(static_cast<unsigned char>(rest.front()));
  char32_t point = first.bits;
  bool sound = first.length != 0 && first.length <= rest.size();
  for (std::size_t i = 1; sound && i < first.length; ++i) {
    const auto byte = static_cast<unsigned char>(rest[i]);
    sound = (byte & 0xc0U) == 0x80U;
    point = (point << 6U) | (byte & 0x3fU);
  }
  const bool surrogate = point >= 0xd800 && point <= 0xdfff;
  if (!sound || point < first.least || surrogate || point > 0x10ffff) {
    rest.remove_prefix(1);
    return std::nullopt;
  }
  rest.remove_prefix(first.length);
  return point;
}

bool is_blank(char32_t point) {
  return point <= 0x20 || (point >= 0x7f && point <= 0xa0) || point == 0xad || point == 0x1680 ||
         point == 0x180e || (point >= 0x2000 && point <= 0x200f) ||
         (point >= 0x2028 && point <= 0x202f) || (point >= 0x205f && point <= 0x2064) ||
         point == 0x3000 || point == 0x3164 || point == 0xfeff;
}

}  // namespace warmline::routing
