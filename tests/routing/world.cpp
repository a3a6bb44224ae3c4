#include "tests/routing/world.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "routing/keyword.hpp"
#include "routing/matching.hpp"

namespace warmline::routing::test {
namespace {

using State = ConversationState;

bool counts(const Conversation& conversation, StaffId id) {
  return (conversation.state == State::open && conversation.owner == id) ||
         (conversation.state == State::offered && conversation.offered_to == id);
}

}  // namespace

World::World()
    : line{.id = {},
           .name = "Community line",
           .number = *PhoneNumber::parse("+15035550100"),
           .carrier = "main",
           .time_zone = "America/Los_Angeles",
           .languages = {"en", "es"},
           .mode = LineMode::offer,
           .timing = {},
           .wording = {}},
      now_(*parse_instant("2026-11-21T10:00:00Z")) {
  line.id = next_id<LineId>();
}

StaffId World::hire(Role role) {
  Peer peer;
  peer.staff.id = next_id<StaffId>();
  peer.staff.role = role;
  peer.staff.languages = {"en"};
  peer.presence = Presence::on;
  peer.idle_since = now_;
  staff_.push_back(peer);
  return peer.staff.id;
}

StaffId World::peer() {
  return hire(Role::peer);
}
StaffId World::coordinator() {
  return hire(Role::coordinator);
}

TexterId World::texter() {
  const auto id = next_id<TexterId>();
  threads_[id] = next_id<ThreadId>();
  return id;
}

Peer& World::person(StaffId id) {
  const auto found =
      std::ranges::find_if(staff_, [&](const Peer& peer) { return peer.staff.id == id; });
  REQUIRE(found != staff_.end());
  return *found;
}

int World::load(StaffId id) const {
  return static_cast<int>(std::ranges::count_if(
      conversations_, [&](const Conversation& each) { return counts(each, id); }));
}

Conversation* World::latest(TexterId texter) {
  for (auto each = conversations_.rbegin(); each != conversations_.rend(); ++each) {
    if (each->texter == texter) return &*each;
  }
  return nullptr;
}

Conversation& World::of(TexterId texter) {
  Conversation* found = latest(texter);
  REQUIRE(found != nullptr);
  return *found;
}

std::size_t World::conversations_of(TexterId texter) const {
  return static_cast<std::size_t>(
      std::ranges::count(conversations_, texter, &Conversation::texter));
}

Snapshot World::snapshot(const Event& event, std::optional<TexterId> about) {
  Snapshot snapshot{.line = line, .conversation = {}, .opted_out = false, .live = {}, .staff = {}};
  if (about) {
    if (const Conversation* conversation = latest(*about)) {
      snapshot.conversation = *conversation;
      snapshot.flags = flags_[conversation->id];
    }
    snapshot.blocked = is_blocked(*about);
    snapshot.contacts = contacts_of(*about);
    snapshot.asked_back = asked_back_.contains(*about);
    snapshot.opted_out = is_opted_out(*about);
    if (const auto asked = forget_asked_.find(*about); asked != forget_asked_.end()) {
      snapshot.forget_asked_at = asked->second;
    }
    if (const auto told = closed_told_.find(*about); told != closed_told_.end()) {
      snapshot.closed_told_at = told->second;
    }
    if (const auto held = held_back_.find(*about); held != held_back_.end()) {
      snapshot.held_back_at = held->second;
    }
    snapshot.automatic_lately = static_cast<int>(std::ranges::count_if(
        said_at_[*about], [&](Instant at) { return now_ - at < automatic_within; }));
    if (snapshot.conversation && snapshot.conversation->state == State::waiting) {
      snapshot.ahead_in_queue =
          static_cast<int>(std::ranges::count_if(conversations_, [&](const Conversation& other) {
            return other.state == State::waiting && ahead(other, *snapshot.conversation);
          }));
    }
  }
  const auto* presence = std::get_if<happened::PresenceSet>(&event);
  const auto* ended = std::get_if<happened::ShiftEnded>(&event);
  const bool tick = std::holds_alternative<happened::Tick>(event);
  for (const Conversation& each : conversations_) {
    const bool queued = each.state == State::waiting || each.state == State::offered;
    const bool owned = each.state == State::open || each.state == State::resting;
    const bool concerned = tick || (presence != nullptr && each.owner == presence->staff) ||
                           (ended != nullptr && each.owner == ended->staff);
    if (queued || (owned && concerned)) snapshot.live.push_back(each);
  }
  snapshot.somebody_is_on = std::ranges::any_of(staff_, [&](const Peer& each) {
    return each.staff.role == Role::peer && each.presence == Presence::on &&
           works(each.staff, line.id);
  });
  snapshot.staff = staff_;
  for (Peer& each : snapshot.staff) each.load = load(each.staff.id);
  return snapshot;
}

Result<Actions> World::happens(const Event& event, std::optional<TexterId> about) {
  Snapshot before = snapshot(event, about);
  const auto actions = decide(before, event, now_);
  // The order in which a store finds its rows must not matter.
  std::ranges::reverse(before.live);
  std::ranges::reverse(before.staff);
  const auto again = decide(before, event, now_);
  REQUIRE(actions.has_value() == again.has_value());
  if (!actions) return actions;
  REQUIRE(describe(*actions) == describe(*again));
  apply(*actions, about);
  const auto matched =
      decide(snapshot(happened::SeatFree{}, std::nullopt), happened::SeatFree{}, now_);
  apply(*matched, std::nullopt);
  Actions all = *actions;
  all.insert(all.end(), matched->begin(), matched->end());
  if (const auto* assigned = std::get_if<happened::Assigned>(&event);
      assigned != nullptr && assigned->insist) {
    insisted_.insert(of(*about).id);
  }
  check_states();
  check_nobody_is_stranded();
  check_capacity(event, all);
  check_order(event, all);
  return all;
}

void World::keep(const Conversation& after) {
  const auto known = std::ranges::find(conversations_, after.id, &Conversation::id);
  if (known == conversations_.end()) {
    conversations_.push_back(after);
    return;
  }
  if (known->owner != after.owner) insisted_.erase(after.id);
  if (known->state == State::open && known->owner != after.owner) {
    person(*known->owner).idle_since = now_;
  }
  *known = after;
}

void World::apply(const Actions& actions, std::optional<TexterId> about) {
  for (const Action& each : actions) {
    if (const auto* change = std::get_if<action::Change>(&each)) keep(change->after);
    if (const auto* kept = std::get_if<action::Keep>(&each)) keep(kept->after);
    if (const auto* say = std::get_if<action::Say>(&each)) {
      // The row that a text of ours points to has to be there already.
      REQUIRE((!say->conversation || say->conversation == of(*about).id));
      said_[about.value()].push_back(say->which);
      said_at_[about.value()].push_back(now_);
      if (say->which == AutomaticText::closed) closed_told_[about.value()] = now_;
    }
    keep_flags(each);
    keep_agreements(each, about);
    if (std::holds_alternative<action::HoldBack>(each)) held_back_[about.value()] = now_;
    if (std::holds_alternative<action::OptOut>(each)) opted_out_.insert(about.value());
    if (std::holds_alternative<action::OptIn>(each)) opted_out_.erase(about.value());
    if (std::holds_alternative<action::AskForget>(each)) forget_asked_[about.value()] = now_;
    if (std::holds_alternative<action::Forget>(each)) forget(about.value());
    if (const auto* set = std::get_if<action::SetPresence>(&each)) {
      REQUIRE(person(set->staff).presence != set->presence);
      person(set->staff).presence = set->presence;
      person(set->staff).idle_since = now_;
    }
    if (const auto* set = std::get_if<action::SetLapses>(&each)) {
      person(set->staff).lapses_in_a_row = set->in_a_row;
    }
  }
}

void World::keep_flags(const Action& action) {
  if (const auto* raised = std::get_if<action::RaiseFlag>(&action)) {
    keep(raised->after);
    flags_[raised->after.id].push_back({next_id<FlagId>(), raised->sign.kind, raised->sign.phrase});
  }
  if (const auto* cleared = std::get_if<action::ClearFlag>(&action)) {
    keep(cleared->after);
    REQUIRE(std::erase(flags_[cleared->after.id], cleared->flag) == 1);
  }
}

void World::keep_agreements(const Action& action, std::optional<TexterId> about) {
  if (const auto* block = std::get_if<action::Block>(&action)) {
    blocked_until_[about.value()] = block->until;
  }
  if (std::holds_alternative<action::Unblock>(action)) blocked_until_.erase(about.value());
  if (std::holds_alternative<action::AskBack>(action)) asked_back_.insert(about.value());
  if (const auto* back = std::get_if<action::CameBack>(&action)) {
    came_back_.insert(back->conversation);
    asked_back_.erase(about.value());
  }
}

bool World::is_blocked(TexterId texter) const {
  const auto until = blocked_until_.find(texter);
  return until != blocked_until_.end() && until->second > now_;
}

int World::contacts_of(TexterId texter) const {
  return static_cast<int>(std::ranges::count_if(conversations_, [&](const Conversation& each) {
    return each.texter == texter && now_ - each.opened_at < fair_use_span &&
           !came_back_.contains(each.id);
  }));
}

void World::forget(TexterId texter) {
  Conversation* conversation = latest(texter);
  if (conversation != nullptr && is_live(*conversation)) {
    Conversation closed = *conversation;
    closed.state = State::closed;
    closed.owner.reset();
    closed.offered_to.reset();
    closed.offer_expires_at.reset();
    closed.rest_until.reset();
    closed.waiting_since.reset();
    closed.closed_at = now_;
    keep(closed);
  }
  forgotten_.insert(texter);
}

Actions World::texts(TexterId from, const std::string& body, bool carrier_answered) {
  return happens(arrived(from, body, carrier_answered), from).value();
}

Actions World::texts_answered_since(TexterId from, const std::string& body, Duration ago) {
  auto event = arrived(from, body, false);
  event.sent_at = now_ - ago;
  event.answered_since = true;
  return happens(event, from).value();
}

Actions World::chooses(TexterId from, const Wish& wish) {
  auto event = arrived(from, "1", false);
  event.wish = wish;
  return happens(event, from).value();
}

Actions World::texts_with(TexterId from, const std::vector<Sign>& signs) {
  auto event = arrived(from, "", false);
  event.signs = signs;
  return happens(event, from).value();
}

happened::TextArrived World::arrived(TexterId from, const std::string& body,
                                     bool carrier_answered) {
  const Conversation* before = latest(from);
  return {.thread = threads_.at(from),
          .texter = from,
          .fresh = next_id<ConversationId>(),
          .keyword = keyword(body, line.languages),
          .carrier_answered = carrier_answered,
          .language = before != nullptr ? before->language : "en",
          .wish = {},
          .menu = {"English", "Español"}};
}

Actions World::does(TexterId about, const Event& event) {
  const auto actions = happens(event, about);
  INFO((actions ? "" : std::string(to_string(actions.error().code))));
  REQUIRE(actions.has_value());
  return *actions;
}

Problem World::refuses(TexterId about, const Event& event) {
  const auto actions = happens(event, about);
  REQUIRE_FALSE(actions.has_value());
  return actions.error();
}

Actions World::sets(StaffId who, Presence presence) {
  return happens(happened::PresenceSet{who, presence}, std::nullopt).value();
}

Actions World::tick() {
  return happens(happened::Tick{}, std::nullopt).value();
}

std::vector<EventKind> kinds(const Actions& actions) {
  std::vector<EventKind> found;
  for (const Action& each : actions) {
    if (const auto* change = std::get_if<action::Change>(&each)) found.push_back(change->kind);
  }
  return found;
}

}  // namespace warmline::routing::test
