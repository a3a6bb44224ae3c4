// Who looks at which conversation just now, and who is writing in it, as their pages say. Only in
// memory: it is nobody's business later. A page looks at one conversation at a time, so there is
// never more of it than there are pages.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "routing/ids.hpp"

namespace warmline::api {

class Viewers {
 public:
  using Clock = std::chrono::steady_clock;
  using Page = std::uint64_t;  // whatever tells one from the other
  struct Limits {
    // What a page says is good for so long, unless it says it again.
    std::chrono::milliseconds looks_longest{45'000};
    std::chrono::milliseconds types_longest{6'000};
  };
  struct Viewer {
    routing::StaffId who;
    bool is_typing = false;
    bool operator==(const Viewer&) const = default;
  };
  // The conversations of which something is different now.
  using Changed = std::vector<routing::ConversationId>;

  explicit Viewers(Limits limits) : limits_(limits) {}

  // This page of theirs has that conversation in front, or none.
  Changed look(Page page, routing::StaffId who, std::optional<routing::ConversationId> what,
               bool is_typing, Clock::time_point now);
  Changed leave(Page page);
  // What the page has not said again in time ends.
  Changed let_lapse(Page page, Clock::time_point now);
  // When something of it ends next; empty while it looks at nothing.
  std::optional<Clock::time_point> lapses_at(Page page) const;

  // Everybody once, however many pages they have, by their ids.
  std::vector<Viewer> of(routing::ConversationId what) const;
  // All that somebody looks at.
  std::vector<routing::ConversationId> all() const;

 private:
  struct Look {
    routing::StaffId who;
    routing::ConversationId what;
    Clock::time_point until;
    std::optional<Clock::time_point> types_until;
  };
  void put(Page page, Look look);
  void take(Page page);

  Limits limits_;
  std::map<Page, Look> looks_;
  std::map<routing::ConversationId, std::set<Page>> pages_;
};

}  // namespace warmline::api
