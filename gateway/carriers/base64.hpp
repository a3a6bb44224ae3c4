// Base64 (RFC 4648, section 4), with padding.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace warmline::carriers {

std::string base64(std::span<const unsigned char> bytes);
std::string base64(std::string_view text);

}  // namespace warmline::carriers
