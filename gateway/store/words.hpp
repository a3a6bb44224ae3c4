// A text's words in the form in which they are looked for: in any script, without case and accents,
// and by their stem in the text's language. Used alike for what is kept and for what is searched.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace warmline::store {

// More words of one text than these are not looked at; of a longer word, its beginning counts.
inline constexpr std::size_t words_max = 800;
inline constexpr std::size_t word_letters_max = 40;

struct Word {
  std::uint32_t begin = 0;  // bytes of the text: [begin, end)
  std::uint32_t end = 0;
  // NFKC_Casefold; accents are left out of Latin and Greek letters ("niño" = "nino", "Łódź" =
  // "lodz"), vowel signs of Arabic and Hebrew words, and "ё" is "е". Apostrophes inside a word are
  // left out: "don't" = "dont".
  std::string folded;
  // The stem of `folded` in the language; `folded` itself where there is no stemmer for it.
  std::string stem;
  // Some endings are known by their accents alone ("canción", "canciones"): the stem with them
  // regarded, if it is another one; else empty.
  std::string second_stem;
};

// The words of `text` in their order. `text` is meant to be UTF-8; bytes that are not separate
// words. `language` is BCP 47; its first subtag chooses the stemmer (Snowball), "" and unknown ones
// none. Words are runs of letters and digits; between those of scripts written without spaces
// (Chinese, Japanese, Thai, ...) ICU's dictionaries decide (UAX 29). Where words begin and end does
// not depend on the language. Any thread; each keeps its own stemmers.
std::vector<Word> words_of(std::string_view text, std::string_view language);

// The first `letters` code points of a folded word; empty when it has fewer.
std::string_view first_letters(std::string_view folded, std::size_t letters);

}  // namespace warmline::store
