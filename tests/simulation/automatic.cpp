#include "tests/simulation/automatic.hpp"

#include <string_view>

namespace warmline::simulation {
namespace {

// What fills the one placeholder that stands in `pattern`, which may be without; empty: the words
// are others.
std::optional<std::string> filled(std::string pattern, const std::string& name,
                                  std::string_view words) {
  constexpr std::string_view line = "{line}";
  if (const auto at = pattern.find(line); at != std::string::npos) {
    pattern.replace(at, line.size(), name);
  }
  const auto from = pattern.find('{');
  if (from == std::string::npos) {
    return words == pattern ? std::optional<std::string>("") : std::nullopt;
  }
  const std::string_view before = std::string_view(pattern).substr(0, from);
  const std::string_view after = std::string_view(pattern).substr(pattern.find('}') + 1);
  const bool fits = words.size() > before.size() + after.size() && words.starts_with(before) &&
                    words.ends_with(after);
  if (!fits) return std::nullopt;
  words.remove_prefix(before.size());
  words.remove_suffix(after.size());
  return std::string(words);
}

}  // namespace

std::optional<Automatic> automatic_text_of(const routing::Line& line,
                                           const std::optional<OtherWords>& instead,
                                           const std::string& words) {
  for (const auto& wording : line.wording) {
    for (const auto& [which, usual] : wording.texts) {
      std::string pattern = usual;
      if (instead && instead->which == which) {
        const auto other = instead->by_language.find(wording.language);
        if (other != instead->by_language.end()) pattern = other->second;
      }
      if (auto found = filled(pattern, line.name, words)) {
        return Automatic{which, wording.language, std::move(*found)};
      }
    }
  }
  return std::nullopt;
}

}  // namespace warmline::simulation
