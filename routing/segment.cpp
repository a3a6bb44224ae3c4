#include "routing/segment.hpp"

#include <optional>

#include "routing/utf8.hpp"

namespace warmline::routing {
namespace {

// 3GPP TS 23.038, section 6.2.1: the default alphabet beyond ASCII, and its extension table (two
// septets each).
constexpr std::u32string_view beyond_ascii = U"£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
constexpr std::u32string_view ascii_missing = U"`";
constexpr std::u32string_view extension = U"\f^{}\\[~]|€";

// The septets of one character; empty where GSM 03.38 does not have it.
std::optional<std::size_t> septets(char32_t point) {
  if (extension.contains(point)) return 2;
  if (point == '\n' || point == '\r') return 1;
  if (point >= 0x20 && point < 0x7f && !ascii_missing.contains(point)) return 1;
  if (beyond_ascii.contains(point)) return 1;
  return std::nullopt;
}

std::size_t utf16_units(char32_t point) {
  return point > 0xffff ? 2 : 1;
}

// Fills segments one character after another; a character goes whole into the next one where it
// does not fit.
struct Filling {
  std::size_t alone;
  std::size_t joined;
  std::size_t total = 0;
  std::size_t in_last = 0;
  std::size_t count = 1;

  void add(std::size_t units) {
    total += units;
    if (in_last + units > joined) {
      ++count;
      in_last = 0;
    }
    in_last += units;
  }
  std::size_t segments() const { return total <= alone ? 1 : count; }
};

}  // namespace

Segments segments(std::string_view body) {
  bool fits_gsm7 = true;
  Filling gsm7{.alone = 160, .joined = 153};
  Filling ucs2{.alone = 70, .joined = 67};
  while (!body.empty()) {
    const char32_t point = take_code_point(body).value_or(U'\ufffd');
    const auto size = septets(point);
    fits_gsm7 = fits_gsm7 && size.has_value();
    gsm7.add(size.value_or(0));
    ucs2.add(utf16_units(point));
  }
  if (fits_gsm7) return {Encoding::gsm7, gsm7.segments()};
  return {Encoding::ucs2, ucs2.segments()};
}

}  // namespace warmline::routing
