// What each event does to what the record knows.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gateway/store/conversations.hpp"
#include "tests/simulation/record.hpp"

namespace warmline::simulation {
namespace {

using nlohmann::json;
using routing::EventKind;
using routing::Presence;

constexpr int events_at_once = 1000;
constexpr std::chrono::hours forget_confirm_most{24};

bool is_change(EventKind kind) {
  return kind >= EventKind::conversation_started && kind <= EventKind::conversation_reopened;
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
    if (event.kind == EventKind::text_received) return take_text_in(event, *text, ledger);
    return take_text_out(event, *text);
  }
  if (!is_change(event.kind)) return;
  const auto id = event.conversation.value();
  if (event.kind == EventKind::conversation_started) {
    const auto row = store::conversations::find(store, id);
    Talk talk{.id = id, .thread = row->thread, .line = row->line};
    talk.waiting_since = event.at;
    talk.said_at = event.at;
    live_[id] = talk;
    return;
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
      talk.nudged_at.reset();
      return;
    case EventKind::conversation_woke:
      return own(talk, talk.owner.value(), event.at);
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

void Record::take_text_in(const store::Event& event, const store::Text& text, Ledger& ledger) {
  const auto found = ledger.texted.find(text.carrier_id.value());
  if (found == ledger.texted.end()) throw Broken("no text is made up", "nobody texted this one");
  Texted& texted = found->second;
  if (texted.kept_as) throw Broken("the same text is kept once", text.carrier_id.value());
  texted.kept_as = text.id;
  Tie& its = ties_[text.thread];
  Meaning meaning = texted.words.meaning;
  // A START that we missed takes back no STOP after it, and then is a text like others.
  const bool is_start = meaning == Meaning::start;
  if (is_start && (!its.stopped || (text.sent_at && its.texted_until > *text.sent_at))) {
    meaning = Meaning::talk;
  }
  its.last_meaning = meaning;
  its.last_at = event.at;
  its.texted_until = std::max(its.texted_until, text.sent_at.value_or(event.at));
  const auto talk = event.conversation ? live_.find(*event.conversation) : live_.end();
  const bool is_live = talk != live_.end();
  if (is_live) talk->second.said_at = event.at;
  switch (meaning) {
    case Meaning::stop:
      its.stopped = its.ever_stopped = true;
      its.unanswered = false;
      if (!is_live || !talk->second.owner) return;
      talk->second.waiting_since.reset();
      talk->second.nudged_at.reset();
      return;
    case Meaning::start:
      its.stopped = false;
      return;
    case Meaning::forget:
      if (its.forget_asked_at && event.at - *its.forget_asked_at < forget_confirm_most) {
        forgotten_at_ = event.at;
        return;
      }
      its.last_meaning = Meaning::talk;
      its.forget_asked_at = event.at;
      if (!is_live) return;
      break;
    case Meaning::talk:
    case Meaning::help:
      break;
  }
  if (!its.stopped) its.unanswered = true;
  if (is_live) talk->second.asked_to_close = false;
  if (is_live && !talk->second.waiting_since) talk->second.waiting_since = event.at;
}

void Record::take_text_out(const store::Event& event, const store::Text& text) {
  if (ties_[text.thread].stopped) {
    throw Broken("STOP wins", "something was written to somebody who had opted out");
  }
  if (!event.actor) return take_automatic(event, text);
  const auto talk = live_.find(event.conversation.value());
  if (talk == live_.end()) throw Broken("one voice", "a reply in a closed conversation");
  if (talk->second.owner != event.actor && person(*event.actor).staff.role == routing::Role::peer) {
    throw Broken("one voice", "a reply by somebody who does not have it");
  }
  talk->second.said_at = event.at;
  if (talk->second.state != ConversationState::open) return;
  talk->second.waiting_since.reset();
  talk->second.nudged_at.reset();
  talk->second.asked_to_close = false;
  ties_[text.thread].unanswered = false;
}

void Record::take_automatic(const store::Event& event, const store::Text& text) {
  using routing::AutomaticText;
  const Tie& its = ties_[text.thread];
  if (its.last_at != event.at) {
    throw Broken("the line only answers", "it said something that nothing asked for");
  }
  if (text.erased) return;  // nobody can tell any more what it said
  const auto which = automatic_text_of(line(event.line.value()), text.body.words());
  if (!which) throw Broken("the line says what it is told to", "it said something else");
  if (which != AutomaticText::welcome && which != AutomaticText::welcome_nobody_on) return;
  Talk& talk = live_.at(event.conversation.value());
  if (++talk.welcomes > 1) {
    throw Broken("the welcome at most once per conversation", "again");
  }
  const bool is_somebody_on = std::ranges::any_of(people_, [&](const auto& each) {
    const auto& [id, person] = each;
    return person.presence == Presence::on && person.staff.role == routing::Role::peer &&
           (person.staff.lines.empty() ||
            std::ranges::find(person.staff.lines, talk.line) != person.staff.lines.end());
  });
  if (is_somebody_on != (which == AutomaticText::welcome)) {
    throw Broken("an honest word on the wait", "it says otherwise whether somebody is on");
  }
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
