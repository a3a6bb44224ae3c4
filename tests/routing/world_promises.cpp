// What must hold after everything that happens.
#include <algorithm>
#include <tuple>

#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

namespace warmline::routing::test {

using State = ConversationState;

void World::check_states() const {
  std::set<ThreadId> live;
  for (const Conversation& each : conversations_) {
    const bool owned = each.state == State::open || each.state == State::resting;
    const bool queued = each.state == State::waiting || each.state == State::offered;
    REQUIRE(each.owner.has_value() == owned);
    REQUIRE(each.offered_to.has_value() == (each.state == State::offered));
    REQUIRE(each.offer_expires_at.has_value() == (each.state == State::offered));
    REQUIRE(each.rest_until.has_value() == (each.state == State::resting));
    REQUIRE(each.closed_at.has_value() == (each.state == State::closed));
    if (queued) REQUIRE(each.waiting_since.has_value());
    if (owned) REQUIRE(each.last_owner == each.owner);
    if (is_live(each)) {
      REQUIRE(live.insert(each.thread).second);
    } else {
      REQUIRE_FALSE(each.waiting_since.has_value());
    }
  }
}

// Promise 2: every unanswered text belongs to somebody who is on now, or is in the queue.
void World::check_nobody_is_stranded() const {
  for (const Conversation& each : conversations_) {
    const auto who = each.owner ? each.owner : each.offered_to;
    if (!who || !each.waiting_since || insisted_.contains(each.id)) continue;
    const auto peer =
        std::ranges::find_if(staff_, [&](const Peer& one) { return one.staff.id == *who; });
    REQUIRE(peer->presence == Presence::on);
    if (each.offered_to) REQUIRE(peer->staff.role == Role::peer);
  }
}

// Nobody is given more than they can take, but by a coordinator who insists, or by their own rests
// that end.
void World::check_capacity(const Event& event, const Actions& actions) const {
  if (std::holds_alternative<happened::Assigned>(event) &&
      std::get<happened::Assigned>(event).insist) {
    return;
  }
  for (const Action& each : actions) {
    const auto* change = std::get_if<action::Change>(&each);
    if (change == nullptr || !change->to || change->kind == EventKind::conversation_woke ||
        change->kind == EventKind::conversation_rested ||
        change->kind == EventKind::conversation_accepted) {
      continue;
    }
    const auto peer =
        std::ranges::find_if(staff_, [&](const Peer& one) { return one.staff.id == *change->to; });
    REQUIRE(load(*change->to) <= peer->staff.capacity);
  }
}

// Whoever was offered somebody was not needed by somebody further ahead who still waits. (One who
// comes back within `rejoin` is offered to whom they talked with before the queue is looked at.)
void World::check_order(const Event& event, const Actions& actions) const {
  const auto place = [](const Conversation& it) {
    return std::tuple(!it.urgent, !it.returned, *it.waiting_since, it.id);
  };
  const bool comes_back =
      std::holds_alternative<happened::TextArrived>(event) && !actions.empty() &&
      std::holds_alternative<action::Change>(actions.front()) &&
      std::get<action::Change>(actions.front()).kind == EventKind::conversation_reopened;
  for (const Action& each : actions) {
    const auto* change = std::get_if<action::Change>(&each);
    if (change == nullptr || change->kind != EventKind::conversation_offered || comes_back)
      continue;
    for (const Conversation& other : conversations_) {
      if (other.state != State::waiting || place(other) > place(change->after)) continue;
      const bool passed = std::ranges::any_of(other.passes, [&](const Pass& pass) {
        return pass.staff == *change->to && now_ - pass.at < line.timing.page;
      });
      REQUIRE((passed || !other.wishes.empty()));
    }
  }
}

}  // namespace warmline::routing::test
