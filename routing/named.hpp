// Within routing/: the inverse of a to_string, so that each name is written once.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace warmline::routing {

// The one of `values` that to_string calls `text`; empty where none is.
template <class Enum, std::size_t count>
std::optional<Enum> named(std::string_view text, const std::array<Enum, count>& values) {
  for (const Enum value : values) {
    if (to_string(value) == text) return value;
  }
  return std::nullopt;
}

}  // namespace warmline::routing
