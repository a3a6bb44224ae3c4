#include "gateway/store/words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include <libstemmer.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "routing/utf8.hpp"

namespace warmline::store {
namespace {

enum class Sort : std::uint8_t {
  letter,
  mark,      // belongs to the letter before it
  joiner,    // invisible: holds a word together
  unspaced,  // of a script that is written without spaces
  apostrophe,
  none,
};

constexpr char32_t first_unspaced = 0x0e01;  // Thai ko kai

Sort sort_of_ascii(char32_t c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  if (is_letter) return Sort::letter;
  return c == '\'' ? Sort::apostrophe : Sort::none;
}

bool is_unspaced(UChar32 c) {
  return u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT ||
         u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0 || uscript_hasScript(c, USCRIPT_HIRAGANA) ||
         uscript_hasScript(c, USCRIPT_KATAKANA);
}

Sort sort_of(char32_t point) {
  if (point < 0x80) return sort_of_ascii(point);
  if (point == 0x2019 || point == 0x02bc) return Sort::apostrophe;
  if (point == 0x200c || point == 0x200d || point == 0xad) return Sort::joiner;
  const auto c = static_cast<UChar32>(point);
  const auto category = U_MASK(u_charType(c));
  if ((category & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) == 0) return Sort::none;
  if (point >= first_unspaced && is_unspaced(c)) return Sort::unspaced;
  return (category & U_GC_M_MASK) != 0 ? Sort::mark : Sort::letter;
}

// One step through the text: what stands at `at`, and where the next begins.
struct Step {
  Sort sort;
  std::size_t next;
};
Step step(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {sort_of_ascii(byte), at + 1};
  std::string_view rest = text.substr(at);
  const auto point = routing::take_code_point(rest);
  return {point ? sort_of(*point) : Sort::none, text.size() - rest.size()};
}

bool is_letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && step(text, at).sort == Sort::letter;
}

// "l'" of "l'amour": a word of its own.
bool is_elided_article(std::string_view before, std::string_view after) {
  constexpr std::array<std::string_view, 9> articles{"l", "d", "j", "m", "t", "s", "n", "c", "qu"};
  if (!is_letter_at(after, 0) || !is_letter_at(after, step(after, 0).next)) return false;
  return std::ranges::any_of(articles, [&](std::string_view article) {
    return std::ranges::equal(before, article, [](char a, char b) {
      return std::tolower(static_cast<unsigned char>(a)) == b;
    });
  });
}

struct Range {
  std::size_t begin;
  std::size_t end;
};

// Where the spaced word ends that begins at `begin`.
std::size_t end_of_word(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  for (std::size_t at = begin; at < text.size();) {
    const auto [sort, next] = step(text, at);
    switch (sort) {
      case Sort::letter:
      case Sort::mark:
        end = next;
        break;
      case Sort::joiner:
        break;
      case Sort::apostrophe: {
        const auto before = text.substr(begin, at - begin);
        const bool is_inside = end == at && is_letter_at(text, next);
        if (!is_inside || is_elided_article(before, text.substr(next))) return end;
        break;
      }
      case Sort::unspaced:
      case Sort::none:
        return end;
    }
    at = next;
  }
  return end;
}

std::size_t end_of_unspaced(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  while (at < text.size()) {
    const auto [sort, next] = step(text, at);
    if (sort != Sort::unspaced && sort != Sort::mark && sort != Sort::joiner) break;
    at = next;
  }
  return at;
}

icu::BreakIterator& kept_breaks() {
  thread_local const std::unique_ptr<icu::BreakIterator> kept = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no rules for words");
    return made;
  }();
  return *kept;
}

std::size_t utf8_bytes(const icu::UnicodeString& text) {
  std::string written;
  text.toUTF8String(written);
  return written.size();
}

// The words of a run without spaces. `most` of them.
void break_unspaced(std::string_view text, Range run, std::size_t most, std::vector<Range>& found) {
  const auto wide = icu::UnicodeString::fromUTF8(
      {text.data() + run.begin, static_cast<int32_t>(run.end - run.begin)});
  auto& breaks = kept_breaks();
  breaks.setText(wide);
  std::size_t begin = run.begin;
  for (int32_t from = breaks.first(), to = breaks.next(); to != icu::BreakIterator::DONE;
       from = to, to = breaks.next()) {
    if (found.size() == most) return;
    const std::size_t end = begin + utf8_bytes(wide.tempSubStringBetween(from, to));
    found.push_back({begin, end});
    begin = end;
  }
}

std::vector<Range> ranges_of(std::string_view text) {
  std::vector<Range> found;
  found.reserve(std::min(text.size() / 4 + 1, words_max));
  for (std::size_t at = 0; at < text.size() && found.size() < words_max;) {
    const auto [sort, next] = step(text, at);
    std::size_t end = next;
    if (sort == Sort::letter) {
      end = end_of_word(text, at);
      found.push_back({at, end});
    } else if (sort == Sort::unspaced) {
      end = end_of_unspaced(text, at);
      break_unspaced(text, {at, end}, words_max, found);
    }
    at = end;
  }
  return found;
}

// The word without what is left out of it, cut to word_letters_max.
std::string letters_of(std::string_view word, bool& is_ascii) {
  std::string letters;
  std::size_t count = 0;
  for (std::size_t at = 0; at < word.size() && count < word_letters_max;) {
    const auto [sort, next] = step(word, at);
    if (sort != Sort::apostrophe && sort != Sort::joiner) {
      is_ascii = is_ascii && next == at + 1;
      letters.append(word, at, next - at);
      ++count;
    }
    at = next;
  }
  return letters;
}

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* found = get(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no normalization data");
  return *found;
}

icu::UnicodeString normalize(const icu::Normalizer2& how, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  auto normal = how.normalize(text, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU could not normalize a word");
  return normal;
}

std::string utf8(const icu::UnicodeString& text) {
  std::string written;
  text.toUTF8String(written);
  return written;
}

// What has no decomposition and is typed without its stroke or dot all the same.
std::u16string_view plain_letter(UChar32 c) {
  switch (c) {
    case 0x00e6:
      return u"ae";
    case 0x0111:
      return u"d";
    case 0x0127:
      return u"h";
    case 0x0131:
      return u"i";
    case 0x0142:
      return u"l";
    case 0x00f8:
      return u"o";
    case 0x0153:
      return u"oe";
    default:
      return {};
  }
}

// Marks that people leave out. Those of other scripts are letters to who reads them: は is not ば,
// и is not й, and Thai and Indic vowels are marks.
bool is_left_out(UChar32 mark, UChar32 base) {
  const bool is_arabic = mark == 0x0640 || mark == 0x0670 || (mark >= 0x064b && mark <= 0x065f);
  const bool is_hebrew = mark >= 0x0591 && mark <= 0x05c7 && u_charType(mark) == U_NON_SPACING_MARK;
  if (is_arabic || is_hebrew) return true;
  if (mark < 0x0300 || mark > 0x036f) return false;
  constexpr UChar32 ie = 0x0435;
  constexpr UChar32 diaeresis = 0x0308;
  return uscript_hasScript(base, USCRIPT_LATIN) || uscript_hasScript(base, USCRIPT_GREEK) ||
         (base == ie && mark == diaeresis);
}

// The casefolded word without its accents.
icu::UnicodeString without_accents(const icu::UnicodeString& folded) {
  const auto apart = normalize(normalizer(icu::Normalizer2::getNFDInstance), folded);
  icu::UnicodeString plain;
  UChar32 base = 0;
  for (int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
    const UChar32 c = apart.char32At(at);
    if (is_left_out(c, base)) continue;
    if (u_charType(c) != U_NON_SPACING_MARK) base = c;
    const auto letter = plain_letter(c);
    if (letter.empty()) {
      plain.append(c);
    } else {
      plain.append(letter.data(), static_cast<int32_t>(letter.size()));
    }
  }
  return normalize(normalizer(icu::Normalizer2::getNFCInstance), plain);
}

// The stemmer of a language, made once on each thread.
class Stemmer {
 public:
  // `language`: the first subtag, in lower case. Valid as long as the thread lives.
  static const Stemmer& of(std::string_view language) {
    thread_local std::vector<std::unique_ptr<Stemmer>> kept;
    const auto known =
        std::ranges::find(kept, language, [](const auto& s) { return s->language_; });
    if (known != kept.end()) return **known;
    kept.push_back(std::unique_ptr<Stemmer>(new Stemmer(language)));
    return *kept.back();
  }

  explicit operator bool() const { return snowball_ != nullptr; }
  std::string stem(std::string_view word) const {
    const auto* stemmed =
        sb_stemmer_stem(snowball_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                        static_cast<int>(word.size()));
    if (stemmed == nullptr) throw std::bad_alloc();
    std::string stem(reinterpret_cast<const char*>(stemmed),
                     static_cast<std::size_t>(sb_stemmer_length(snowball_.get())));
    return stem.empty() ? std::string(word) : stem;
  }

 private:
  explicit Stemmer(std::string_view language)
      : language_(language), snowball_(sb_stemmer_new(language_.c_str(), nullptr)) {}
  struct Delete {
    void operator()(sb_stemmer* snowball) const { sb_stemmer_delete(snowball); }
  };
  std::string language_;
  std::unique_ptr<sb_stemmer, Delete> snowball_;
};

// "pt" of "pt-BR". Empty for what can't be a language: Snowball's own names of its stemmers are
// longer, and what is kept for each thread has a bound (26^2 + 26^3, of which few are in use).
std::string first_subtag(std::string_view language) {
  std::string subtag(language.substr(0, language.find_first_of("-_")));
  for (char& c : subtag) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const bool is_sound = (subtag.size() == 2 || subtag.size() == 3) &&
                        std::ranges::all_of(subtag, [](char c) { return c >= 'a' && c <= 'z'; });
  return is_sound ? subtag : std::string();
}

void fold_ascii(Word& word, std::string letters, const Stemmer* stemmer) {
  for (char& c : letters) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  word.folded = std::move(letters);
  word.stem = stemmer != nullptr ? stemmer->stem(word.folded) : word.folded;
}

void fold_any(Word& word, const std::string& letters, const Stemmer* stemmer) {
  const auto cased = normalize(normalizer(icu::Normalizer2::getNFKCCasefoldInstance),
                               icu::UnicodeString::fromUTF8(letters));
  const auto plain = without_accents(cased);
  word.folded = utf8(plain);
  if (stemmer == nullptr) {
    word.stem = word.folded;
    return;
  }
  word.stem = stemmer->stem(word.folded);
  if (cased == plain) return;
  word.second_stem =
      utf8(without_accents(icu::UnicodeString::fromUTF8(stemmer->stem(utf8(cased)))));
  if (word.second_stem == word.stem) word.second_stem.clear();
}

}  // namespace

std::vector<Word> words_of(std::string_view text, std::string_view language) {
  const auto subtag = first_subtag(language);
  const Stemmer* stemmer = subtag.empty() ? nullptr : &Stemmer::of(subtag);
  if (stemmer != nullptr && !*stemmer) stemmer = nullptr;
  const auto ranges = ranges_of(text);
  std::vector<Word> words;
  words.reserve(ranges.size());
  for (const auto [begin, end] : ranges) {
    Word word{.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)};
    bool is_ascii = true;
    auto letters = letters_of(text.substr(begin, end - begin), is_ascii);
    if (is_ascii) {
      fold_ascii(word, std::move(letters), stemmer);
    } else {
      fold_any(word, letters, stemmer);
    }
    if (!word.folded.empty()) words.push_back(std::move(word));
  }
  return words;
}

std::string_view first_letters(std::string_view folded, std::size_t letters) {
  std::string_view rest = folded;
  for (std::size_t i = 0; i < letters; ++i) {
    if (rest.empty()) return {};
    routing::take_code_point(rest);
  }
  return folded.substr(0, folded.size() - rest.size());
}

}  // namespace warmline::store
