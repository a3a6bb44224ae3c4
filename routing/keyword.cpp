#include "routing/keyword.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "routing/utf8.hpp"

namespace warmline::routing {
namespace {

struct Entry {
  std::string_view words;
  Keyword keyword;
  std::string_view language = {};  // of a line that knows it; empty: any
};

constexpr Entry family[] = {
    {"stop", Keyword::stop},        {"stopall", Keyword::stop}, {"stop all", Keyword::stop},
    {"unsubscribe", Keyword::stop}, {"cancel", Keyword::stop},  {"end", Keyword::stop},
    {"quit", Keyword::stop},        {"revoke", Keyword::stop},  {"optout", Keyword::stop},
    {"opt out", Keyword::stop},     {"start", Keyword::start},  {"unstop", Keyword::start},
    {"yes", Keyword::start},        {"help", Keyword::help},    {"info", Keyword::help},
};
// Apart from the family above: these are ours alone, and may be written with accents.
constexpr Entry ours[] = {
    {"forget", Keyword::forget},
    {"olvidar", Keyword::forget, "es"},
    {"olvidame", Keyword::forget, "es"},
    {"menu", Keyword::menu},
    {"switch", Keyword::switch_},
    {"cambiar", Keyword::switch_, "es"},
    {"wait", Keyword::wait},
    {"espera", Keyword::wait, "es"},
};
constexpr std::size_t longest = std::string_view("unsubscribe").size();

bool is_letter(char32_t point) {
  return point >= 'a' && point <= 'z';
}

char32_t lower(char32_t point) {
  return point >= 'A' && point <= 'Z' ? point - U'A' + U'a' : point;
}

constexpr char32_t acute_mark = 0x301;

// The vowel under an acute accent; anything else as it is.
char32_t without_accent(char32_t point) {
  switch (point) {
    case U'á':
    case U'Á':
      return U'a';
    case U'é':
    case U'É':
      return U'e';
    case U'í':
    case U'Í':
      return U'i';
    case U'ó':
    case U'Ó':
      return U'o';
    case U'ú':
    case U'Ú':
      return U'u';
    default:
      return point;
  }
}

// Punctuation that phones put around words: ASCII, inverted marks and guillemets, typographic
// quotes, dashes and dots, CJK and full-width forms, and the invisible variation selectors.
bool is_punctuation(char32_t point) {
  const bool ascii = (point > 0x20 && point < '0') || (point > '9' && point < 'A') ||
                     (point > 'Z' && point < 'a') || (point > 'z' && point < 0x7f);
  return ascii || point == 0xa1 || point == 0xab || point == 0xb7 || point == 0xbb ||
         point == 0xbf || (point >= 0x2010 && point <= 0x2027) ||
         (point >= 0x2030 && point <= 0x205e) || (point >= 0x3001 && point <= 0x3011) ||
         (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xff01 && point <= 0xff0f);
}

}  // namespace

PlainWords plain_words(std::string_view text) {
  PlainWords plain;
  std::string& words = plain.words;
  bool gap = false;
  while (!text.empty()) {
    const auto point = take_code_point(text);
    if (!point) return {};
    if (is_blank(*point) || is_punctuation(*point)) {
      gap = true;
      continue;
    }
    if (*point == acute_mark && !gap && !words.empty()) {
      plain.accented = true;
      continue;
    }
    const char32_t bare = without_accent(*point);
    plain.accented = plain.accented || bare != *point;
    const char32_t letter = lower(bare);
    if (!is_letter(letter)) return {};
    if (gap && !words.empty()) words += ' ';
    gap = false;
    words += static_cast<char>(letter);
    if (words.size() > longest) return {};
  }
  return plain;
}

namespace {

bool is_of(std::string_view tag, std::string_view language) {
  return tag.starts_with(language) &&
         (tag.size() == language.size() || tag[language.size()] == '-');
}

}  // namespace

bool speaks(std::span<const std::string> languages, std::string_view language) {
  return std::ranges::any_of(languages,
                             [&](const std::string& tag) { return is_of(tag, language); });
}

std::optional<Keyword> keyword(std::string_view text, std::span<const std::string> languages) {
  const PlainWords plain = plain_words(text);
  for (const Entry& entry : ours) {
    const bool is_known = entry.language.empty() || speaks(languages, entry.language);
    if (entry.words == plain.words && is_known) return entry.keyword;
  }
  // A carrier that acts on these knows them without accents alone.
  if (plain.accented) return std::nullopt;
  for (const Entry& entry : family) {
    if (entry.words == plain.words) return entry.keyword;
  }
  return std::nullopt;
}

}  // namespace warmline::routing
