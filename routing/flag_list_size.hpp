// How much one list of phrases may hold in all.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "routing/flag.hpp"

namespace warmline::routing {

// Of all phrases of a list together, as UTF-8: with its guidance, and as JSON, it fits into one
// request (http::Limits::body_bytes_max), so that what can be read can be changed.
inline constexpr std::size_t list_bytes_max = 40'000;

inline std::size_t bytes_of(const std::vector<std::string>& phrases) {
  std::size_t bytes = 0;
  for (const auto& phrase : phrases) bytes += phrase.size();
  return bytes;
}

inline std::size_t bytes_of(const FlagList& list) {
  return bytes_of(list.worrying) + bytes_of(list.opt_out) + bytes_of(list.except);
}

}  // namespace warmline::routing
