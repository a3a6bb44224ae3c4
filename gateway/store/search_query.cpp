#include "gateway/store/search_query.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "gateway/store/search_index.hpp"

namespace warmline::store {
namespace {

using routing::problem;
using routing::ProblemCode;

constexpr std::string_view separators = " \t\r\n,;/()|&+";

// How many bytes of a quotation mark `text` begins with: straight, curly, low, angled.
std::size_t quote_bytes(std::string_view text) {
  for (const std::string_view quote : {"\"", "“", "”", "„", "«", "»"}) {
    if (text.starts_with(quote)) return quote.size();
  }
  return 0;
}

// The tokens as one FTS5 string: a single word, or a phrase.
std::string quoted(const std::vector<std::string>& tokens) {
  return fmt::format("\"{}\"", fmt::join(tokens, " "));
}

std::string any_of(std::vector<std::string> alternatives) {
  std::ranges::sort(alternatives);
  const auto repeated = std::ranges::unique(alternatives);
  alternatives.erase(repeated.begin(), repeated.end());
  return fmt::format("({})", fmt::join(alternatives, " OR "));
}

// Whether one is found by looking for the other.
bool share_stem(const Word& a, const Word& b) {
  return a.stem == b.stem || (!a.second_stem.empty() && a.second_stem == b.stem) ||
         (!b.second_stem.empty() && (b.second_stem == a.stem || b.second_stem == a.second_stem));
}

}  // namespace

// Reads a query from left to right.
class SearchQuery::Reader {
 public:
  explicit Reader(std::span<const std::string> languages) : languages_(languages) {}

  void read(std::string_view typed) {
    while (!typed.empty()) {
      if (const auto quote = quote_bytes(typed); quote > 0) {
        typed.remove_prefix(quote);
        typed = typed.substr(read_phrase(typed));
      } else {
        typed = typed.substr(read_chunk(typed));
      }
    }
    if (is_last_typed_ && is_long_enough()) parts_.back().ending = Ending::either;
  }

  std::size_t words() const { return words_; }
  std::vector<Part> take() { return std::move(parts_); }

 private:
  // Up to the next quotation mark, or to the end: somebody is still typing it.
  std::size_t read_phrase(std::string_view typed) {
    std::size_t end = 0;
    while (end < typed.size() && quote_bytes(typed.substr(end)) == 0) ++end;
    if (add(typed.substr(0, end))) is_last_typed_ = false;
    return end + (end < typed.size() ? quote_bytes(typed.substr(end)) : 0);
  }

  std::size_t read_chunk(std::string_view typed) {
    std::size_t end = 0;
    while (end < typed.size() && quote_bytes(typed.substr(end)) == 0 &&
           separators.find(typed[end]) == std::string_view::npos) {
      ++end;
    }
    const auto chunk = typed.substr(0, end);
    if (add(chunk)) {
      is_last_typed_ = !chunk.ends_with('*');
      if (chunk.ends_with('*') && is_long_enough()) parts_.back().ending = Ending::open;
    }
    const bool is_quote_next = quote_bytes(typed.substr(end)) > 0;
    return std::min(typed.size(), is_quote_next ? end : end + 1);
  }

  // Whether there was a word in it.
  bool add(std::string_view typed) {
    const auto words = words_of(typed, "");
    if (words.empty()) return false;
    Part part{.typed = std::string(typed)};
    for (const auto& word : words) part.row.push_back({word.folded, {word.stem}, {word.stem}});
    for (const auto& language : languages_) {
      const auto stemmed = words_of(typed, language);
      for (std::size_t i = 0; i < part.row.size(); ++i) {
        part.row[i].stems.push_back(stemmed[i].stem);
        part.row[i].any_stem.push_back(stemmed[i].stem);
        if (stemmed[i].second_stem.empty()) continue;
        part.row[i].any_stem.push_back(stemmed[i].second_stem);
      }
    }
    words_ += part.row.size();
    parts_.push_back(std::move(part));
    return true;
  }

  bool is_long_enough() const {
    return !search_index::indexed_prefix(parts_.back().row.back().folded).empty();
  }

  std::span<const std::string> languages_;
  std::vector<Part> parts_;
  std::size_t words_ = 0;
  bool is_last_typed_ = false;  // the last word is neither in quotes nor followed by *
};

routing::Result<SearchQuery> SearchQuery::parse(std::string_view typed,
                                                std::span<const std::string> languages) {
  if (typed.size() > query_bytes_max) {
    return problem(ProblemCode::too_long, fmt::format("a query of {} bytes", typed.size()));
  }
  Reader reader(languages);
  reader.read(typed);
  if (reader.words() == 0) return problem(ProblemCode::nothing_to_search, "a query without words");
  if (reader.words() > query_words_max) {
    return problem(ProblemCode::too_long, fmt::format("a query of {} words", reader.words()));
  }
  SearchQuery query;
  query.parts_ = reader.take();
  return query;
}

std::string SearchQuery::expression(const Seal& seal) const {
  std::vector<std::string> all;
  for (const auto& part : parts_) all.push_back(expression_of(seal, part));
  return fmt::format("{}", fmt::join(all, " AND "));
}

std::string SearchQuery::expression_of(const Seal& seal, const Part& part) {
  if (part.row.size() > 1 && part.ending == Ending::whole) {
    std::vector<std::string> phrases;  // in each language; a text's words stand there in one
    for (std::size_t language = 0; language < part.row.front().stems.size(); ++language) {
      std::vector<std::string> tokens;
      for (const auto& sought : part.row) {
        tokens.push_back(search_index::stem_token(seal, sought.stems[language]));
      }
      phrases.push_back(quoted(tokens));
    }
    return any_of(std::move(phrases));
  }
  std::vector<std::string> words;
  for (const auto& sought : part.row) {
    const bool is_last = &sought == &part.row.back();
    std::vector<std::string> tokens;
    const auto prefix = search_index::indexed_prefix(sought.folded);
    if (!is_last || part.ending != Ending::open || prefix == sought.folded) {
      for (const auto& stem : sought.any_stem) {
        tokens.push_back(quoted({search_index::stem_token(seal, stem)}));
      }
    }
    if (is_last && part.ending != Ending::whole) {
      tokens.push_back(quoted({search_index::prefix_token(seal, prefix)}));
    }
    words.push_back(any_of(std::move(tokens)));
  }
  return fmt::format("{}", fmt::join(words, " AND "));
}

bool SearchQuery::is_at(const Part& part, std::span<const Word> sought,
                        std::span<const Word> words) {
  if (words.size() < sought.size()) return false;
  for (std::size_t i = 0; i < sought.size(); ++i) {
    const bool is_last = i + 1 == sought.size();
    const bool may_go_on = is_last && part.ending != Ending::whole;
    const bool must_go_on = is_last && part.ending == Ending::open;
    const bool is_there = (!must_go_on && share_stem(words[i], sought[i])) ||
                          (may_go_on && words[i].folded.starts_with(sought[i].folded));
    if (!is_there) return false;
  }
  return true;
}

std::vector<SearchQuery::Match> SearchQuery::matches(std::string_view body,
                                                     std::string_view language) const {
  const auto words = words_of(body, language);
  std::vector<bool> is_match(words.size());
  for (const auto& part : parts_) {
    const auto sought = words_of(part.typed, language);
    bool is_found = false;
    for (std::size_t first = 0; first < words.size(); ++first) {
      if (!is_at(part, sought, std::span(words).subspan(first))) continue;
      is_found = true;
      std::fill_n(std::next(is_match.begin(), static_cast<std::ptrdiff_t>(first)), sought.size(),
                  true);
    }
    if (!is_found) return {};
  }
  std::vector<Match> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_match[i]) found.push_back({words[i].begin, words[i].end});
  }
  return found;
}

}  // namespace warmline::store
