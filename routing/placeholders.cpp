#include "routing/placeholders.hpp"

#include <algorithm>
#include <cctype>

#include "routing/text.hpp"

namespace warmline::routing {
namespace {

// Of a placeholder that nobody knows: it may be all the rest of the words.
constexpr std::size_t shown_max = 40;

bool is_part_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// As a whole word: "STOP" does not stand in "STOPPED".
bool stands_in(std::string_view words, std::string_view wanted) {
  for (auto at = words.find(wanted); at != std::string_view::npos;
       at = words.find(wanted, at + 1)) {
    const auto end = at + wanted.size();
    const bool begins = at == 0 || !is_part_of_word(words[at - 1]);
    const bool ends = end == words.size() || !is_part_of_word(words[end]);
    if (begins && ends) return true;
  }
  return false;
}

bool stands_in(std::string_view words, std::string_view wanted, bool is_placeholder) {
  return is_placeholder ? words.contains(wanted) : stands_in(words, wanted);
}

std::size_t characters(std::string_view words) {
  return static_cast<std::size_t>(std::ranges::count_if(
      words, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace

std::optional<std::string> unknown_placeholder(std::string words,
                                               std::span<const std::string_view> known) {
  for (const auto placeholder : known) {
    for (auto at = words.find(placeholder); at != std::string::npos; at = words.find(placeholder))
      words.erase(at, placeholder.size());
  }
  const auto brace = words.find('{');
  if (brace == std::string::npos) return std::nullopt;
  const auto close = words.find('}', brace);
  return words.substr(brace, close == std::string::npos ? close : close - brace + 1);
}

Result<void> check_words(std::string_view words, const PlaceholderRules& rules) {
  if (const auto fit = sendable_body(words); !fit) return std::unexpected(fit.error());
  if (characters(words) > rules.characters_max) {
    return problem(ProblemCode::too_long, "the words are longer than they may be");
  }
  if (auto unknown = unknown_placeholder(std::string(words), rules.known)) {
    if (unknown->size() > shown_max) *unknown = "{";
    return problem(ProblemCode::unknown_placeholder, std::move(*unknown));
  }
  for (const auto wanted : rules.required) {
    if (!stands_in(words, wanted, wanted.starts_with('{'))) {
      return problem(ProblemCode::missing_placeholder, std::string(wanted));
    }
  }
  return {};
}

}  // namespace warmline::routing
