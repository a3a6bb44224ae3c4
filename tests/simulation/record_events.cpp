// What each event does to what the record knows.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gateway/store/conversations.hpp"
#include "gateway/store/texters.hpp"
#include "tests/simulation/record.hpp"

namespace warmline::simulation {
namespace {

using nlohmann::json;
using routing::EventKind;
using routing::Presence;

constexpr int events_at_once = 1000;

bool is_change(EventKind kind) {
  return (kind >= EventKind::conversation_started && kind <= EventKind::conversation_reopened) ||
         kind == EventKind::flag_raised || kind == EventKind::flag_cleared;
}

}  // namespace

void Record::catch_up(store::Reading& store, Ledger& ledger) {
  for (;;) {
    const auto events = store::events::after(store, seq_, events_at_once);
    for (const auto& event : events) {
      take(store, ledger, event);
      ++seen_[event.kind];
      seq_ = event.seq;
    }
    if (events.size() < events_at_once) break;
  }
  check_flagged(store);
  for (const auto& [id, person] : people_) {
    if (person.presence == Presence::on && person.lapses_in_a_row >= routing::lapses_max) {
      throw Broken("two lapses in a row put a peer on break", "they are still on");
    }
  }
}

void Record::take(store::Reading& store, Ledger& ledger, const store::Event& event) {
  const json data = json::parse(event.data);
  if (event.kind == EventKind::presence_changed) return take_presence(data);
  if (event.kind == EventKind::texter_forgotten) return check_forgotten(event);
  if (event.kind == EventKind::text_received || event.kind == EventKind::text_queued) {
    const auto id = routing::TextId::parse(data.at("text").get<std::string>());
    const auto text = store::texts::find(store, id.value());
    if (!text) throw Broken("no text is lost", "an event tells of one that is not there");
    texters_[text->thread] = store::texters::thread(store, text->thread).value().texter;
    if (event.kind == EventKind::text_received) return take_text_in(event, *text, ledger);
    return take_text_out(event, *text, ledger);
  }
  if (event.kind == EventKind::texter_opted_out) return take_opted_out(event);
  if (event.kind == EventKind::text_status) return take_status(store, data);
  if (event.kind == EventKind::line_switched) return take_switch(event, data);
  if (!is_change(event.kind)) return;
  const auto id = event.conversation.value();
  if (event.kind == EventKind::conversation_started) {
    return begin(event, *store::conversations::find(store, id));
  }
  if (auto closed = closed_.extract(id); !closed.empty()) live_.insert(std::move(closed));
  const auto found = live_.find(id);
  if (found == live_.end()) throw Broken("everything is accounted for", "it was never begun");
  take_change(event, data, found->second);
  const auto said = routing::parse_conversation_state(data.at("state").get<std::string>());
  if (said != found->second.state) {
    throw Broken("replaying the events gives the same state",
                 fmt::format("after {} it is {}", routing::to_string(event.kind),
                             data.at("state").get<std::string>()));
  }
  if (found->second.state == ConversationState::closed) closed_.insert(live_.extract(found));
}

void Record::begin(const store::Event& event, const routing::Conversation& row) {
  Talk talk{.id = row.id, .thread = row.thread, .line = row.line};
  talk.waiting_since = event.at;
  talk.said_at = event.at;
  talk.began_at = event.at;
  // Nobody is asked twice what they wish for.
  const auto before = std::find_if(closed_.rbegin(), closed_.rend(), [&](const auto& each) {
    return each.second.thread == row.thread;
  });
  if (before != closed_.rend()) {
    talk.wishes = before->second.wishes;
    talk.last_owner = before->second.last_owner;
  }
  talk.wished_for = talk.wishes;
  live_[talk.id] = std::move(talk);
}

void Record::take_change(const store::Event& event, const json& data, Talk& talk) {
  switch (event.kind) {
    case EventKind::conversation_offered:
      return offer(event, data, talk);
    case EventKind::conversation_accepted:
      if (!event.actor || talk.offered_to != event.actor) {
        throw Broken("one voice", "accepted by somebody it was not offered to");
      }
      if (event.at >= talk.offer_expires_at.value()) {
        throw Broken("no offer past its time", "it was accepted");
      }
      person(*event.actor).lapses_in_a_row = 0;
      return own(talk, *event.actor, event.at);
    case EventKind::conversation_passed:
      if (!event.actor || talk.offered_to != event.actor) {
        throw Broken("one voice", "passed by somebody it was not offered to");
      }
      person(*event.actor).lapses_in_a_row = 0;
      wait(talk, event.at);
      note_pass(talk, *event.actor, event.at);
      return;
    case EventKind::conversation_lapsed:
      return lapse(event, data, talk);
    case EventKind::conversation_claimed:
      return claim(event, talk);
    case EventKind::conversation_handed_off:
      return hand_off(event, data, talk);
    case EventKind::conversation_assigned:
      return assign(event, data, talk);
    case EventKind::conversation_returned:
    case EventKind::conversation_unanswered:
      return give_back(event, data, talk);
    case EventKind::conversation_rested:
      talk.state = ConversationState::resting;
      return;
    case EventKind::conversation_woke: {
      // Whom a coordinator insisted on when they were not on may go on with it.
      const bool insisted = talk.insisted;
      own(talk, talk.owner.value(), event.at);
      talk.insisted = insisted;
      return;
    }
    case EventKind::conversation_nudged:
      if (talk.nudged_at || (!talk.waiting_since && !tie(talk).ever_stopped)) {
        throw Broken("the owner is nudged once", talk.nudged_at ? "again" : "nobody waits");
      }
      talk.nudged_at = event.at;
      return;
    case EventKind::conversation_quiet:
      if (talk.asked_to_close || (talk.waiting_since && !tie(talk).ever_stopped)) {
        throw Broken("asked once whether to close", talk.asked_to_close ? "again" : "unanswered");
      }
      talk.asked_to_close = true;
      return;
    case EventKind::conversation_closed:
      return close(event, talk);
    case EventKind::conversation_reopened:
      return reopen(event, data, talk);
    case EventKind::flag_raised:
      return raise_flag(event, data, talk);
    case EventKind::flag_cleared:
      return clear_flag(event, data, talk);
    case EventKind::wishes_changed:
      talk.wishes = talk.wished_for;
      if (talk.offered_to && data.at("to").is_null()) wait(talk, event.at);
      return;
    default:
      return;
  }
}

void Record::take_presence(const json& data) {
  Person& who = person(StaffId::parse(data.at("staff").get<std::string>()).value());
  who.presence = routing::parse_presence(data.at("presence").get<std::string>()).value();
  // On a break the count begins anew, and so does whoever comes on.
  if (data.at("by_lapses").get<bool>() && who.lapses_in_a_row < routing::lapses_max) {
    throw Broken("two lapses in a row put a peer on break", "there were not two");
  }
  if (who.presence == Presence::on || data.at("by_lapses").get<bool>()) who.lapses_in_a_row = 0;
}

void Record::take_switch(const store::Event& event, const json& data) {
  const bool is_set = !data.at("state").is_null();
  openings_.at(event.line.value())
      .switched(
          event.at,
          is_set ? routing::parse_switch(data.at("state").get<std::string>()) : std::nullopt,
          is_set ? routing::parse_instant(data.at("until").get<std::string>()).value() : event.at);
}

const Talk* Record::find(const std::optional<ConversationId>& id) const {
  if (!id) return nullptr;
  const auto live = live_.find(*id);
  if (live != live_.end()) return &live->second;
  const auto closed = closed_.find(*id);
  return closed == closed_.end() ? nullptr : &closed->second;
}

// Who they were is gone: what they said since then is somebody else's.
void Record::check_forgotten(const store::Event& event) {
  if (!event.conversation) return;
  const auto closed = closed_.find(*event.conversation);
  if (closed == closed_.end()) {
    throw Broken("forgotten means gone", "their conversation goes on");
  }
  ties_.erase(closed->second.thread);
}

}  // namespace warmline::simulation
