// One line and its people in memory: what a store and its flows would be, as far as decide() is
// concerned. After everything that happens the world checks what must always hold, and that the
// same input gave the same actions.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "routing/decide.hpp"

namespace warmline::routing::test {

class World {
 public:
  World();

  // People. They are on, speak "en", and can take as many as the default.
  StaffId peer();
  StaffId coordinator();
  TexterId texter();
  Peer& person(StaffId id);
  const std::vector<Peer>& staff() const { return staff_; }

  // Each requires that it is allowed, and returns what was to be done.
  Actions texts(TexterId from, const std::string& body, bool carrier_answered = false);
  // So long ago.
  Actions texts_answered_since(TexterId from, const std::string& body, Duration ago = {});
  Actions chooses(TexterId from, const Wish& wish);  // from the menu
  // A text in which these phrases of the line's lists stand.
  Actions texts_with(TexterId from, const std::vector<Sign>& signs);
  Actions does(TexterId about, const Event& event);
  Actions sets(StaffId who, Presence presence);
  Actions tick();
  // Requires that it is not allowed, and that nothing changes.
  Problem refuses(TexterId about, const Event& event);
  // Either.
  Result<Actions> happens(const Event& event, std::optional<TexterId> about);

  void later(Duration by) { now_ += by; }
  Instant now() const { return now_; }

  // The latest conversation of a texter, which there is.
  Conversation& of(TexterId texter);
  std::size_t conversations_of(TexterId texter) const;
  bool is_opted_out(TexterId texter) const { return opted_out_.contains(texter); }
  bool is_forgotten(TexterId texter) const { return forgotten_.contains(texter); }
  bool is_blocked(TexterId texter) const;
  // Those that stand on their latest conversation.
  std::vector<StandingFlag> flags_of(TexterId texter) { return flags_[of(texter).id]; }
  // What the line said to them by itself, since the beginning.
  const std::vector<AutomaticText>& said_to(TexterId texter) { return said_[texter]; }
  int load(StaffId id) const;

  Line line;

 private:
  template <class SomeId>
  SomeId next_id() {
    UuidBytes bytes{};
    ++ids_;
    bytes[14] = static_cast<std::uint8_t>(ids_ >> 8U);
    bytes[15] = static_cast<std::uint8_t>(ids_ & 0xffU);
    return SomeId(bytes);
  }
  StaffId hire(Role role);
  Conversation* latest(TexterId texter);
  happened::TextArrived arrived(TexterId from, const std::string& body, bool carrier_answered);
  Snapshot snapshot(const Event& event, std::optional<TexterId> about);
  void apply(const Actions& actions, std::optional<TexterId> about);
  void keep(const Conversation& after);
  void keep_flags(const Action& action);
  void keep_agreements(const Action& action, std::optional<TexterId> about);
  int contacts_of(TexterId texter) const;
  void forget(TexterId texter);
  void check_states() const;
  void check_nobody_is_stranded() const;
  void check_capacity(const Event& event, const Actions& actions) const;
  void check_order(const Event& event, const Actions& actions) const;

  Instant now_;
  unsigned ids_ = 0;
  std::vector<Peer> staff_;
  std::vector<Conversation> conversations_;  // oldest first
  std::map<TexterId, ThreadId> threads_;
  std::set<TexterId> opted_out_;
  std::map<TexterId, Instant> forget_asked_;
  std::set<TexterId> forgotten_;
  std::map<ConversationId, std::vector<StandingFlag>> flags_;
  std::map<TexterId, Instant> blocked_until_;
  std::set<TexterId> asked_back_;
  std::set<ConversationId> came_back_;
  std::map<TexterId, std::vector<AutomaticText>> said_;
  std::map<TexterId, std::vector<Instant>> said_at_;
  std::map<TexterId, Instant> closed_told_;
  std::map<TexterId, Instant> held_back_;
  std::set<ConversationId> insisted_;  // given by a coordinator to somebody who is not on
};

// The kinds of the changes among them, in order.
std::vector<EventKind> kinds(const Actions& actions);
// The only action of its kind; requires that there is one.
template <class SomeAction>
SomeAction only(const Actions& actions) {
  const SomeAction* found = nullptr;
  for (const Action& each : actions) {
    if (const auto* action = std::get_if<SomeAction>(&each)) {
      if (found != nullptr) throw std::logic_error("more than one action of this kind");
      found = action;
    }
  }
  if (found == nullptr) throw std::logic_error("no action of this kind");
  return *found;
}
template <class SomeAction>
bool has(const Actions& actions) {
  for (const Action& each : actions) {
    if (std::holds_alternative<SomeAction>(each)) return true;
  }
  return false;
}
// Everything about them in words, so that two lists can be compared.
std::string describe(const Actions& actions);

}  // namespace warmline::routing::test
