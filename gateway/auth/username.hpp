// What people sign in as.
#pragma once

#include <optional>
#include <string>

namespace warmline::auth {

inline constexpr std::size_t username_bytes_max = 64;

// As it is kept: in lower case, since on a phone the first letter becomes a capital. Empty unless
// it is made of letters, digits, '.', '-' and '_'.
std::optional<std::string> usable_username(std::string typed);

}  // namespace warmline::auth
