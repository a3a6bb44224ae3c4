// What texters may wish for by texting a number: languages of the line, and experiences.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "routing/line.hpp"
#include "routing/wish.hpp"

namespace warmline::routing {

// More would not be read on a phone.
inline constexpr std::size_t choices_most = 9;
// A number that is texted this long after the menu is a choice from it.
inline constexpr std::chrono::hours choice_longest{1};

struct Choice {
  Wish wish;
  std::string label;  // in the texter's language
};

// The languages, where the line has several, then the experiences in their order; choices_most at
// the most.
std::vector<Choice> menu_of(const Line& line, std::span<const Experience> experiences,
                            const std::string& language);

// A numbered line for each.
std::string numbered(std::span<const std::string> choices);

// The wish that the whole of `text` chooses: "2", or "2 only" (es: "2 solo") to wait for somebody
// who meets it however long. Any bytes may come in.
std::optional<Wish> chosen(std::string_view text, std::span<const Choice> menu);

}  // namespace warmline::routing
