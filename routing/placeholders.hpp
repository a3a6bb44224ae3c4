// Words with placeholders in braces, which staff write and which are filled in when they are said.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "routing/result.hpp"

namespace warmline::routing {

// What may stand in such words, and what has to: placeholders with their braces, or a word
// ("STOP").
struct PlaceholderRules {
  std::vector<std::string_view> known;
  std::vector<std::string_view> required = {};
  std::size_t characters_max;
};

// The first placeholder in `words` that is none of `known`; one that is not closed
// counts.
std::optional<std::string> unknown_placeholder(std::string words,
                                               std::span<const std::string_view> known);

// malformed (no UTF-8), empty_body, too_long; unknown_placeholder and missing_placeholder, with
// which one it is as the detail.
Result<void> check_words(std::string_view words, const PlaceholderRules& rules);

}  // namespace warmline::routing
