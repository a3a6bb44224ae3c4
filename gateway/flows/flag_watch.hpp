// What each line looks for in texts, ready to be looked for. The lists are the configuration's and
// the store's (store/flag_lists.hpp); this is made of them, and told when one changes.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/store/words.hpp"
#include "routing/flag.hpp"
#include "routing/ids.hpp"

namespace warmline::flows {

// Any thread.
class FlagWatch {
 public:
  // In place of what was looked for in this language.
  void look_for(routing::LineId line, routing::FlagList list);

  // By language.
  std::vector<routing::FlagList> lists(routing::LineId line) const;
  // What a reader of flags of this language is told; of the line's other languages where there is
  // no such list, in the order of `languages`.
  std::string guidance(routing::LineId line, std::string_view language,
                       const std::vector<std::string>& languages) const;

  // The phrases of the line's lists, in any of its languages, that stand in a text of these words:
  // whatever its case, accents and punctuation, as whole words. One of a kind.
  std::vector<routing::Sign> find(routing::LineId line, std::span<const store::Word> text) const;

 private:
  struct Watched {
    std::map<std::string, routing::FlagList, std::less<>> lists;
    routing::PhraseFinder finder;
  };
  std::shared_ptr<const Watched> of(routing::LineId line) const;
  std::shared_ptr<const Watched> of_locked(routing::LineId line) const;

  mutable std::mutex mutex_;
  std::map<routing::LineId, std::shared_ptr<const Watched>> lines_;
};

}  // namespace warmline::flows
