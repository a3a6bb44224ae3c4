#include "routing/flag.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "routing/named.hpp"
#include "routing/text.hpp"
#include "routing/utf8.hpp"

namespace warmline::routing {

std::string_view to_string(FlagKind kind) {
  switch (kind) {
    case FlagKind::worrying_words:
      return "worrying_words";
    case FlagKind::opt_out_wish:
      return "opt_out_wish";
    case FlagKind::too_often:
      return "too_often";
    case FlagKind::by_hand:
      return "by_hand";
    case FlagKind::machine:
      return "machine";
  }
  return {};
}

std::optional<FlagKind> parse_flag_kind(std::string_view text) {
  using enum FlagKind;
  return named(text, std::array{worrying_words, opt_out_wish, too_often, by_hand, machine});
}

bool is_urgent(FlagKind kind) {
  switch (kind) {
    case FlagKind::worrying_words:
    case FlagKind::by_hand:
      return true;
    case FlagKind::opt_out_wish:
    case FlagKind::too_often:
    case FlagKind::machine:
      return false;
  }
  return false;
}

bool is_any_urgent(std::span<const StandingFlag> flags) {
  return std::ranges::any_of(flags, [](const StandingFlag& flag) { return is_urgent(flag.kind); });
}

bool is_fit_phrase(std::string_view phrase) {
  if (!sendable_body(phrase)) return false;
  std::size_t characters = 0;
  for (auto rest = phrase; !rest.empty(); ++characters) take_code_point(rest);
  return characters <= phrase_characters_max;
}

void PhraseFinder::add(Sign sign, std::vector<std::string> words) {
  add({.sign = std::move(sign), .words = std::move(words)});
}

void PhraseFinder::add_exception(std::vector<std::string> words) {
  add({.sign = std::nullopt, .words = std::move(words)});
}

void PhraseFinder::add(Phrase phrase) {
  if (phrase.words.empty()) return;
  auto& beginning_alike = by_first_word_[phrase.words.front()];
  beginning_alike.push_back(std::move(phrase));
}

std::vector<Sign> PhraseFinder::find(std::span<const std::string> text) const {
  struct Place {
    const Phrase* phrase;
    std::size_t begin;
    std::size_t end;
  };
  std::vector<Place> places;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto beginning_alike = by_first_word_.find(text[at]);
    if (beginning_alike == by_first_word_.end()) continue;
    for (const Phrase& phrase : beginning_alike->second) {
      const std::size_t length = phrase.words.size();
      if (length <= text.size() - at && std::ranges::equal(phrase.words, text.subspan(at, length)))
        places.push_back({&phrase, at, at + length});
    }
  }
  const auto is_excepted = [&](const Place& place) {
    return std::ranges::any_of(places, [&](const Place& other) {
      return !other.phrase->sign && other.begin <= place.begin && place.end <= other.end;
    });
  };
  std::vector<const Phrase*> found;
  for (const Place& place : places) {
    if (!place.phrase->sign || is_excepted(place)) continue;
    const auto rival = std::ranges::find_if(
        found, [&](const Phrase* other) { return other->sign->kind == place.phrase->sign->kind; });
    if (rival == found.end()) {
      found.push_back(place.phrase);
    } else if ((*rival)->words.size() < place.phrase->words.size()) {
      *rival = place.phrase;
    }
  }
  std::vector<Sign> signs;
  for (const Phrase* phrase : found) signs.push_back(*phrase->sign);
  return signs;
}

}  // namespace warmline::routing
