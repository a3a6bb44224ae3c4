#include "routing/keyword.hpp"

#include <cstddef>
#include <string>

#include "routing/utf8.hpp"

namespace warmline::routing {
namespace {

struct Entry {
  std::string_view words;
  Keyword keyword;
};

constexpr Entry family[] = {
    {"stop", Keyword::stop},        {"stopall", Keyword::stop}, {"stop all", Keyword::stop},
    {"unsubscribe", Keyword::stop}, {"cancel", Keyword::stop},  {"end", Keyword::stop},
    {"quit", Keyword::stop},        {"revoke", Keyword::stop},  {"optout", Keyword::stop},
    {"opt out", Keyword::stop},     {"start", Keyword::start},  {"unstop", Keyword::start},
    {"yes", Keyword::start},        {"help", Keyword::help},    {"info", Keyword::help},
};
constexpr std::size_t longest = std::string_view("unsubscribe").size();

bool is_letter(char32_t point) {
  return point >= 'a' && point <= 'z';
}

char32_t lower(char32_t point) {
  return point >= 'A' && point <= 'Z' ? point - U'A' + U'a' : point;
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

// The words in lower case with one space between; empty as soon as it can be no keyword.
std::string plain_words(std::string_view text) {
  std::string words;
  bool gap = false;
  while (!text.empty()) {
    const auto point = take_code_point(text);
    if (!point) return {};
    if (is_blank(*point) || is_punctuation(*point)) {
      gap = true;
      continue;
    }
    const char32_t letter = lower(*point);
    if (!is_letter(letter)) return {};
    if (gap && !words.empty()) words += ' ';
    gap = false;
    words += static_cast<char>(letter);
    if (words.size() > longest) return {};
  }
  return words;
}

}  // namespace

std::optional<Keyword> keyword(std::string_view text) {
  const std::string words = plain_words(text);
  for (const Entry& entry : family) {
    if (entry.words == words) return entry.keyword;
  }
  return std::nullopt;
}

}  // namespace warmline::routing
