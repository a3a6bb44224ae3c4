// Within routing/: UTF-8, one code point at a time (RFC 3629: no surrogates, no overlong forms,
// nothing above U+10FFFF).
#pragma once

#include <optional>
#include <string_view>

namespace warmline::routing {

// Takes the first code point off `rest`, which is not empty. Where the bytes are no UTF-8, takes
// one byte and is empty.
std::optional<char32_t> take_code_point(std::string_view& rest);

// White space in the Unicode sense, and the invisible characters that stand where there seems to be
// nothing.
bool is_blank(char32_t point);

}  // namespace warmline::routing
