// Flags: what calls a person's attention to a conversation. A flag
// contacts nobody outside the line.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "routing/ids.hpp"

namespace warmline::routing {

using FlagId = Id<struct FlagThing>;

// worrying_words: a phrase of the line's list stands in a text. opt_out_wish: they wish to hear
// nothing more, in other words than STOP. too_often: more contacts than the line's fair use has in
// mind. machine: so many automatic texts were due that it may be a machine that answers them.
// by_hand: somebody raised it.
enum class FlagKind { worrying_words, opt_out_wish, too_often, by_hand, machine };
std::string_view to_string(FlagKind kind);
std::optional<FlagKind> parse_flag_kind(std::string_view text);

// Whether it makes a conversation urgent for as long as it stands.
bool is_urgent(FlagKind kind);

// What one line looks for in texts of one language.
struct FlagList {
  std::string language;               // BCP 47
  std::string guidance;               // what whoever reads a flag is told to do; may be empty
  std::vector<std::string> worrying;  // phrases, as people write them
  std::vector<std::string> opt_out;
  std::vector<std::string> except;  // where a phrase stands inside one of these, it is not meant
  bool operator==(const FlagList&) const = default;
};

inline constexpr std::size_t phrases_max = 1000;           // of one list
inline constexpr std::size_t phrase_characters_max = 100;  // Unicode

// Fit for a list: valid UTF-8, not blank, not too long.
bool is_fit_phrase(std::string_view phrase);

// What a flag is raised for. `phrase` is the list's own words, not the texter's; it and `language`
// are empty where no phrase raised it.
struct Sign {
  FlagKind kind;
  std::string phrase;
  std::string language;  // of the list that has the phrase
  bool operator==(const Sign&) const = default;
};

// One that nobody has cleared.
struct StandingFlag {
  FlagId id;
  FlagKind kind;
  std::string phrase;
  bool operator==(const StandingFlag&) const = default;
};

bool is_any_urgent(std::span<const StandingFlag> flags);

// Finds phrases in a text. Both are given as their words in the form in which they are compared:
// that decides what of case, accents and punctuation matters.
class PhraseFinder {
 public:
  // A phrase without words is never found.
  void add(Sign sign, std::vector<std::string> words);
  void add_exception(std::vector<std::string> words);

  // Of each kind the longest phrase whose words stand in the text one after the other, and not
  // within an exception; of those as long, the first.
  std::vector<Sign> find(std::span<const std::string> text) const;

 private:
  struct Phrase {
    std::optional<Sign> sign;  // empty: an exception
    std::vector<std::string> words;
  };
  void add(Phrase phrase);

  std::map<std::string, std::vector<Phrase>, std::less<>> by_first_word_;
};

}  // namespace warmline::routing
