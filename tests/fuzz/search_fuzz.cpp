// Any bytes as a text and as what somebody types into the search: words lie in the text, in order,
// and none is empty; a query is an expression of nothing but tokens, and a
// text of words is found by its own first one.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/store/search_query.hpp"
#include "gateway/store/words.hpp"

using namespace warmline::store;

namespace {

const Seal& seal() {
  static const std::array<std::uint8_t, 32> raw{};
  static const Seal made(Keys{DataKey(raw), DataKey(raw), DataKey(raw), DataKey(raw)});
  return made;
}

void look_at_words(std::string_view text, std::string_view language) {
  std::size_t end = 0;
  const auto words = words_of(text, language);
  if (words.size() > words_max) __builtin_trap();
  for (const auto& word : words) {
    if (word.begin < end || word.end <= word.begin || word.end > text.size()) __builtin_trap();
    if (word.folded.empty() || word.stem.empty()) __builtin_trap();
    end = word.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const std::array<std::string, 3> languages{"en", "es", "th"};
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  for (const char* language : {"", "en", "es", "ar", "ru"}) look_at_words(text, language);
  const auto query = SearchQuery::parse(text, languages);
  if (!query) return 0;
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz234567\"() ANDOR";
  if (query->expression(seal()).find_first_not_of(allowed) != std::string::npos) __builtin_trap();
  (void)query->matches(text, "en");
  const auto words = words_of(text, "en");
  const std::string first =
      text.substr(words.front().begin, words.front().end - words.front().begin);
  const auto own = SearchQuery::parse(first, languages);
  if (own && own->matches(text, "en").empty()) __builtin_trap();
  return 0;
}
