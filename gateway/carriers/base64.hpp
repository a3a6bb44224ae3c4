// Base64 (RFC 4648, section 4), with padding.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace warmline::carriers {

std::string base64(std::span<const unsigned char> bytes);
std::string base64(std::string_view text);
// The bytes; empty for what is not Base64 with its padding.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace warmline::carriers
