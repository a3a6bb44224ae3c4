// How many segments a carrier cuts a text into, which is what it charges for and what its rate
// limits count. GSM 03.38: 160 septets alone, 153 each when joined; UCS-2: 70 and 67 UTF-16 units.
// A pair of units is never split.
#pragma once

#include <cstddef>
#include <string_view>

namespace warmline::routing {

enum class Encoding { gsm7, ucs2 };

struct Segments {
  Encoding encoding = Encoding::gsm7;
  std::size_t count = 0;
};

// `body` is UTF-8; bytes that are not are counted as U+FFFD each. An empty body is one segment.
Segments segments(std::string_view body);

}  // namespace warmline::routing
