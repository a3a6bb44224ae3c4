// The texts of a wording by the names that wording files have for them: what coordinators may write
// in other words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "routing/line.hpp"
#include "routing/placeholders.hpp"

namespace warmline::routing {

inline constexpr std::size_t wording_characters_max = 1000;

// part: it stands inside texts to both.
enum class Audience { texter, staff, part };
std::string_view to_string(Audience audience);

// All there are, those to texters first.
std::vector<std::string_view> wording_names();
// For a name of those.
Audience audience_of(std::string_view name);
// Its placeholders, and what has to stay in it: what makes it of use, and what carriers ask of an
// answer to HELP (CTIA Messaging Principles, 5.1: the program's name, and how to opt out).
PlaceholderRules rules_of(std::string_view name);

// Null for a name that is none, and for what a wording that is not whole does not have.
std::string* text_of(Wording& wording, std::string_view name);
const std::string* text_of(const Wording& wording, std::string_view name);

}  // namespace warmline::routing
