#include "routing/flag.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "routing/named.hpp"

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
  }
  return {};
}

std::optional<FlagKind> parse_flag_kind(std::string_view text) {
  using enum FlagKind;
  return named(text, std::array{worrying_words, opt_out_wish, too_often, by_hand});
}

bool is_urgent(FlagKind kind) {
  switch (kind) {
    case FlagKind::worrying_words:
    case FlagKind::by_hand:
      return true;
    case FlagKind::opt_out_wish:
    case FlagKind::too_often:
      return false;
  }
  return false;
}

bool is_any_urgent(std::span<const StandingFlag> flags) {
  return std::ranges::any_of(flags, [](const StandingFlag& flag) { return is_urgent(flag.kind); });
}

void PhraseFinder::add(Sign sign, std::vector<std::string> words) {
  if (words.empty()) return;
  auto& beginning_alike = by_first_word_[words.front()];
  beginning_alike.push_back({std::move(sign), std::move(words)});
}

std::vector<Sign> PhraseFinder::find(std::span<const std::string> text) const {
  std::vector<const Phrase*> found;
  const auto keep = [&](const Phrase& phrase) {
    const auto rival = std::ranges::find_if(
        found, [&](const Phrase* other) { return other->sign.kind == phrase.sign.kind; });
    if (rival == found.end()) {
      found.push_back(&phrase);
    } else if ((*rival)->words.size() < phrase.words.size()) {
      *rival = &phrase;
    }
  };
  for (auto rest = text; !rest.empty(); rest = rest.subspan(1)) {
    const auto beginning_alike = by_first_word_.find(rest.front());
    if (beginning_alike == by_first_word_.end()) continue;
    for (const Phrase& phrase : beginning_alike->second) {
      const std::size_t length = phrase.words.size();
      if (length <= rest.size() && std::ranges::equal(phrase.words, rest.first(length))) {
        keep(phrase);
      }
    }
  }
  std::vector<Sign> signs;
  for (const Phrase* phrase : found) signs.push_back(phrase->sign);
  return signs;
}

}  // namespace warmline::routing
