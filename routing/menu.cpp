#include "routing/menu.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

namespace warmline::routing {
namespace {

constexpr std::array<std::string_view, 2> words_for_only{"only", "solo"};

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// The digits and ASCII letters in lower case; empty where there is anything else than those, spaces
// and the punctuation that people put after a number. "sólo" is written "solo".
std::string bare(std::string_view text) {
  constexpr std::string_view accented = "\u00f3";
  std::string plain;
  while (!text.empty()) {
    if (text.starts_with(accented)) {
      plain += 'o';
      text.remove_prefix(accented.size());
      continue;
    }
    const char c = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    text.remove_prefix(1);
    if (is_letter_or_digit(c)) {
      plain += c;
    } else if (std::string_view(" \t\r\n.,;:!)(#-").find(c) == std::string_view::npos) {
      return {};
    }
  }
  return plain;
}

std::string label_of(const Line& line, const Experience& experience, const std::string& language) {
  for (const auto& wanted : {language, line.languages.front()}) {
    if (const auto found = experience.labels.find(wanted); found != experience.labels.end())
      return found->second;
  }
  return experience.labels.empty() ? experience.name : experience.labels.begin()->second;
}

}  // namespace

std::string numbered(std::span<const std::string> choices) {
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i)
    text += fmt::format("{}{} {}", i == 0 ? "" : "\n", i + 1, choices[i]);
  return text;
}

std::vector<Choice> menu_of(const Line& line, std::span<const Experience> experiences,
                            const std::string& language) {
  std::vector<Choice> menu;
  if (line.languages.size() > 1) {
    for (const auto& each : line.languages)
      menu.push_back({{.kind = WishKind::language, .value = each}, language_name(line, each)});
  }
  for (const auto& each : experiences) {
    menu.push_back(
        {{.kind = WishKind::experience, .value = each.name}, label_of(line, each, language)});
  }
  if (menu.size() > choices_most) menu.resize(choices_most);
  return menu;
}

std::optional<Wish> chosen(std::string_view text, std::span<const Choice> menu) {
  static_assert(choices_most < 10, "a choice is one digit");
  const std::string plain = bare(text);
  if (plain.empty() || plain.front() < '1' || plain.front() > '9') return std::nullopt;
  const auto at = static_cast<std::size_t>(plain.front() - '1');
  if (at >= menu.size()) return std::nullopt;
  const std::string_view rest = std::string_view(plain).substr(1);
  if (!rest.empty() && std::ranges::find(words_for_only, rest) == words_for_only.end())
    return std::nullopt;
  Wish wish = menu[at].wish;
  wish.only = !rest.empty();
  return wish;
}

}  // namespace warmline::routing
