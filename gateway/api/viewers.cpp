#include "gateway/api/viewers.hpp"

#include <algorithm>
#include <utility>

namespace warmline::api {

using routing::ConversationId;
using routing::StaffId;

Viewers::Changed Viewers::look(Page page, StaffId who, std::optional<ConversationId> what,
                               bool is_typing, Clock::time_point now) {
  if (!what) return leave(page);
  const auto before = looks_.find(page);
  Changed changed;
  if (before != looks_.end() && before->second.what != *what) changed = leave(page);
  const auto seen_before = of(*what);
  Look look{who, *what, now + limits_.looks_longest, {}};
  if (is_typing) look.types_until = now + limits_.types_longest;
  put(page, look);
  if (of(*what) != seen_before) changed.push_back(*what);
  return changed;
}

Viewers::Changed Viewers::leave(Page page) {
  const auto look = looks_.find(page);
  if (look == looks_.end()) return {};
  const auto what = look->second.what;
  const auto seen_before = of(what);
  take(page);
  if (of(what) == seen_before) return {};
  return {what};
}

Viewers::Changed Viewers::let_lapse(Page page, Clock::time_point now) {
  const auto found = looks_.find(page);
  if (found == looks_.end()) return {};
  if (found->second.until <= now) return leave(page);
  Look look = found->second;
  if (!look.types_until || *look.types_until > now) return {};
  const auto seen_before = of(look.what);
  look.types_until.reset();
  put(page, look);
  if (of(look.what) == seen_before) return {};
  return {look.what};
}

std::optional<Viewers::Clock::time_point> Viewers::lapses_at(Page page) const {
  const auto look = looks_.find(page);
  if (look == looks_.end()) return std::nullopt;
  return std::min(look->second.until, look->second.types_until.value_or(look->second.until));
}

std::vector<Viewers::Viewer> Viewers::of(ConversationId what) const {
  const auto found = pages_.find(what);
  if (found == pages_.end()) return {};
  std::map<StaffId, bool> typing;
  for (const auto page : found->second) {
    const auto& look = looks_.at(page);
    typing[look.who] = typing[look.who] || look.types_until.has_value();
  }
  std::vector<Viewer> all;
  for (const auto& [who, is_typing] : typing) all.push_back({who, is_typing});
  return all;
}

std::vector<ConversationId> Viewers::all() const {
  std::vector<ConversationId> whats;
  for (const auto& [what, pages] : pages_) whats.push_back(what);
  return whats;
}

void Viewers::put(Page page, Look look) {
  pages_[look.what].insert(page);
  looks_.insert_or_assign(page, look);
}

void Viewers::take(Page page) {
  const auto look = looks_.extract(page);
  const auto pages = pages_.find(look.mapped().what);
  pages->second.erase(page);
  if (pages->second.empty()) pages_.erase(pages);
}

}  // namespace warmline::api
