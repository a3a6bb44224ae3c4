#include "gateway/flows/flag_watch.hpp"

#include <string>
#include <utility>

namespace warmline::flows {
namespace {

using routing::FlagKind;
using routing::FlagList;
using routing::LineId;

// As the words stand, which is the same in every language: every phrase is looked for in every
// text.
std::vector<std::string> folded(std::span<const store::Word> text) {
  std::vector<std::string> words;
  words.reserve(text.size());
  for (const auto& word : text) words.push_back(word.folded);
  return words;
}

std::vector<std::string> folded(const std::string& phrase) {
  return folded(store::words_of(phrase, ""));
}

void add(routing::PhraseFinder& finder, const FlagList& list) {
  for (const auto& phrase : list.worrying) {
    finder.add({FlagKind::worrying_words, phrase, list.language}, folded(phrase));
  }
  for (const auto& phrase : list.opt_out) {
    finder.add({FlagKind::opt_out_wish, phrase, list.language}, folded(phrase));
  }
  for (const auto& phrase : list.except) finder.add_exception(folded(phrase));
}

}  // namespace

std::shared_ptr<const FlagWatch::Watched> FlagWatch::of(LineId line) const {
  const std::lock_guard lock(mutex_);
  return of_locked(line);
}

std::shared_ptr<const FlagWatch::Watched> FlagWatch::of_locked(LineId line) const {
  static const auto nothing = std::make_shared<const Watched>();
  const auto found = lines_.find(line);
  return found == lines_.end() ? nothing : found->second;
}

void FlagWatch::look_for(LineId line, FlagList list) {
  const std::lock_guard lock(mutex_);
  auto watched = std::make_shared<Watched>();
  watched->lists = of_locked(line)->lists;
  watched->lists.insert_or_assign(list.language, std::move(list));
  for (const auto& [language, each] : watched->lists) add(watched->finder, each);
  lines_.insert_or_assign(line, std::move(watched));
}

std::vector<FlagList> FlagWatch::lists(LineId line) const {
  const auto watched = of(line);
  std::vector<FlagList> all;
  for (const auto& [language, list] : watched->lists) all.push_back(list);
  return all;
}

std::string FlagWatch::guidance(LineId line, std::string_view language,
                                const std::vector<std::string>& languages) const {
  const auto watched = of(line);
  auto found = watched->lists.find(language);
  for (auto other = languages.begin(); found == watched->lists.end() && other != languages.end();
       ++other) {
    found = watched->lists.find(*other);
  }
  return found == watched->lists.end() ? std::string() : found->second.guidance;
}

std::vector<routing::Sign> FlagWatch::find(LineId line, std::span<const store::Word> text) const {
  return of(line)->finder.find(folded(text));
}

}  // namespace warmline::flows
