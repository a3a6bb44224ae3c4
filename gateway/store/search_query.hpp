// What somebody looks for: words, "phrases" and beginnings of words*. Everything else in a query is
// harmless text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/store/seal.hpp"
#include "gateway/store/words.hpp"
#include "routing/result.hpp"

namespace warmline::store {

inline constexpr std::size_t query_bytes_max = 1000;
inline constexpr std::size_t query_words_max = 24;

class SearchQuery {
 public:
  // All words have to be in a text, in any order, each by its stem in the text's language. Texts in
  // none of `languages` (BCP 47) are proposed where they have the very word.
  // Words in quotes, straight or curly, have to follow each other. `*` right after a word makes it
  // a beginning, from 3 letters on; the last word counts as one too, since people are still typing
  // it, unless it is in quotes. Problems: nothing_to_search (no word in it), too_long.
  static routing::Result<SearchQuery> parse(std::string_view typed,
                                            std::span<const std::string> languages);

  // The FTS5 expression for the index: it finds all texts that match, and some that don't.
  std::string expression(const Seal& seal) const;

  // Where the text matches, as bytes [begin, end), in order and apart from each other; empty when
  // it does not. `language`: what the text is indexed as.
  struct Match {
    std::size_t begin;
    std::size_t end;
    bool operator==(const Match&) const = default;
  };
  std::vector<Match> matches(std::string_view body, std::string_view language) const;

 private:
  struct Sought {
    std::string folded;
    std::vector<std::string> stems;     // the word as it is, then its stem in each language
    std::vector<std::string> any_stem;  // and second stems
  };
  enum class Ending { whole, open, either };
  // Words that follow each other; `ending` says what the last one is.
  struct Part {
    std::string typed;
    std::vector<Sought> row;
    Ending ending = Ending::whole;
  };
  class Reader;

  static std::string expression_of(const Seal& seal, const Part& part);
  static bool is_at(const Part& part, std::span<const Word> sought, std::span<const Word> words);

  std::vector<Part> parts_;
};

}  // namespace warmline::store
