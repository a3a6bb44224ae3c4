#include "tests/simulation/promises.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::simulation {
namespace {

using routing::Conversation;
using routing::Presence;

std::string about(const Talk& talk) {
  return fmt::format("conversation {}, {}", talk.id.text(), routing::to_string(talk.state));
}

bool is_on(const Record& record, StaffId who) {
  const auto found = record.people().find(who);
  return found != record.people().end() && found->second.presence == Presence::on;
}

void check_same(const Talk& talk, const Conversation& row, bool is_simple) {
  const auto differs = [&](std::string_view what) {
    throw Broken("replaying the events gives the same state",
                 fmt::format("{} differs: {}", what, about(talk)));
  };
  if (talk.state != row.state) differs("the state");
  if (talk.owner != row.owner) differs("the owner");
  if (talk.offered_to != row.offered_to) differs("to whom it is offered");
  if (talk.offer_expires_at != row.offer_expires_at) differs("until when it is offered");
  if (talk.returned != row.returned) differs("whether somebody already began to answer");
  if (talk.is_urgent() != row.urgent) differs("whether it is urgent");
  if (talk.wishes != talk.wished_for || talk.wishes != row.wishes) differs("what they wish for");
  if (is_simple && talk.waiting_since != row.waiting_since) differs("since when they wait");
}

}  // namespace

// Without what no promise looks at; one question, since it is asked after every step.
Rows live_rows(store::Reading& store) {
  auto row = store.db.query(
      "SELECT id, thread, line, state, owner, offered_to, offer_expires_at, rest_until, urgent,"
      " returned, waiting_since FROM conversations WHERE state <> 'closed'");
  Rows rows;
  while (row.next()) {
    Conversation c;
    c.id = row.get<ConversationId>(0);
    c.thread = row.get<routing::ThreadId>(1);
    c.line = row.get<routing::LineId>(2);
    c.state = row.get_word<ConversationState>(3, routing::parse_conversation_state);
    c.owner = row.get<std::optional<StaffId>>(4);
    c.offered_to = row.get<std::optional<StaffId>>(5);
    c.offer_expires_at = row.get<std::optional<Instant>>(6);
    c.rest_until = row.get<std::optional<Instant>>(7);
    c.urgent = row.get<bool>(8);
    c.returned = row.get<bool>(9);
    c.waiting_since = row.get<std::optional<Instant>>(10);
    rows.emplace(c.id, c);
  }
  auto wish = store.db.query("SELECT conversation, kind, value, not_staff, only_this FROM wishes");
  while (wish.next()) {
    const auto found = rows.find(wish.get<ConversationId>(0));
    if (found == rows.end()) continue;
    found->second.wishes.push_back(
        {.kind = wish.get_word<routing::WishKind>(1, routing::parse_wish_kind),
         .value = wish.get<std::string>(2),
         .not_ = wish.get<std::optional<StaffId>>(3),
         .only = wish.get<bool>(4)});
  }
  return rows;
}

void the_events_tell_what_is(const Seen& seen) {
  if (seen.rows.size() != seen.record.live().size()) {
    throw Broken("replaying the events gives the same state", "another number of conversations");
  }
  for (const auto& [id, talk] : seen.record.live()) {
    const auto row = seen.rows.find(id);
    if (row == seen.rows.end()) {
      throw Broken("replaying the events gives the same state", "it is closed: " + about(talk));
    }
    const auto tie = seen.record.ties().find(talk.thread);
    check_same(talk, row->second, tie == seen.record.ties().end() || !tie->second.ever_stopped);
    seen.record.note(row->second);
  }
  auto staff = seen.store.db.query("SELECT id, presence FROM staff");
  while (staff.next()) {
    const auto presence = staff.get_word<Presence>(1, routing::parse_presence);
    if (seen.record.people().at(staff.get<StaffId>(0)).presence != presence) {
      throw Broken("replaying the events gives the same state", "somebody's presence differs");
    }
  }
}

// One owner at most is the row's own shape. Whom a coordinator insisted on need not be on.
void an_owner_is_on(const Seen& seen) {
  for (const auto& [id, talk] : seen.record.live()) {
    if (talk.insisted) continue;
    const auto presence = [&](StaffId who) { return seen.record.people().at(who).presence; };
    if (talk.offered_to && presence(*talk.offered_to) != Presence::on) {
      throw Broken("nobody is stranded", "offered to somebody who is not on: " + about(talk));
    }
    if (!talk.owner) continue;
    if (presence(*talk.owner) == Presence::off ||
        (talk.waiting_since && !is_on(seen.record, *talk.owner))) {
      throw Broken("nobody is stranded", "its owner is not on: " + about(talk));
    }
  }
}

void who_is_unanswered_waits(const Seen& seen) {
  std::set<routing::ThreadId> waiting;
  std::set<routing::ThreadId> live;
  for (const auto& [id, row] : seen.rows) {
    if (!live.insert(row.thread).second) throw Broken("one voice", "two at once in a thread");
    if (row.waiting_since) waiting.insert(row.thread);
  }
  for (const auto& [thread, tie] : seen.record.ties()) {
    if (tie.unanswered && !waiting.contains(thread)) {
      throw Broken("nobody is stranded", "an unanswered text that nobody waits for");
    }
  }
}

void what_was_taken_is_kept(const Seen& seen) {
  for (const auto& carrier_id : std::exchange(seen.ledger.just_taken, {})) {
    if (!seen.ledger.texted.at(carrier_id).kept_as) {
      throw Broken("no text is lost", "the carrier was told that we have " + carrier_id);
    }
  }
}

void no_offer_is_held_past_its_time(const Seen& seen) {
  for (const auto& [id, talk] : seen.record.live()) {
    if (talk.offer_expires_at && *talk.offer_expires_at <= seen.now) {
      throw Broken("no offer past its time", about(talk));
    }
  }
}

void no_rest_is_longer_than_was_said(const Seen& seen) {
  for (const auto& [id, talk] : seen.record.live()) {
    if (talk.state != ConversationState::resting) continue;
    if (seen.rows.at(id).rest_until.value() <= seen.now) {
      throw Broken("a rest ends when it was said to", about(talk));
    }
  }
}

void silence_is_broken(const Seen& seen) {
  for (const auto& [id, talk] : seen.record.live()) {
    const auto& row = seen.rows.at(id);
    const bool rests = talk.state == ConversationState::resting;
    if (talk.state != ConversationState::open && !(rests && row.waiting_since)) continue;
    const auto& timing = seen.record.line(talk.line).timing;
    if (!row.waiting_since) {
      const bool is_quiet = seen.now - std::max(talk.owned_at, talk.said_at) >= timing.quiet;
      if (is_quiet && !talk.asked_to_close) {
        throw Broken("asked once whether to close", "nobody was: " + about(talk));
      }
      continue;
    }
    const auto unanswered_for = seen.now - std::max(*row.waiting_since, talk.owned_at);
    if (!talk.nudged_at && unanswered_for >= timing.nudge) {
      throw Broken("after `nudge` the owner is nudged", about(talk));
    }
    if (talk.nudged_at && seen.now - *talk.nudged_at >= timing.return_ - timing.nudge) {
      throw Broken("after `return` it returns to the queue", about(talk));
    }
  }
}

void nobody_waits_while_somebody_is_free(const Seen& seen) {
  for (const auto& [id, talk] : seen.record.live()) {
    if (talk.state != ConversationState::waiting) continue;
    if (seen.record.line(talk.line).mode == routing::LineMode::pull) continue;
    for (const auto& [who, person] : seen.record.people()) {
      if (seen.record.may_get(person, talk, seen.service_now)) {
        throw Broken("the first with an eligible peer is offered to them",
                     person.staff.username + " is free: " + about(talk));
      }
    }
  }
}

// Or somebody is on, who may take them. What the last look itself has changed is for the next one.
void who_waits_on_a_closed_line_was_told(const Seen& seen) {
  std::set<ConversationId> untold;
  for (const auto& [id, talk] : seen.record.live()) {
    if (talk.state != ConversationState::waiting) continue;
    const Opening& opening = seen.record.opening(talk.line);
    if (!opening.is_closed(seen.service_now) || seen.record.somebody_is_on(talk.line)) continue;
    if (seen.record.knows_it_is_closed(talk, seen.service_now)) continue;
    // The carrier may have been the one to say it.
    if (store::texters::thread(seen.store, talk.thread).value().opted_out) continue;
    if (seen.ledger.untold.contains(id)) {
      throw Broken("who waits on a closed line has been told so", about(talk));
    }
    untold.insert(id);
  }
  seen.ledger.untold = std::move(untold);
}

void every_text_came_in(const Seen& seen) {
  for (const auto& [carrier_id, texted] : seen.ledger.texted) {
    if (!texted.kept_as) throw Broken("no text is lost", carrier_id + " never came in");
    const auto text = store::texts::find(seen.store, *texted.kept_as);
    if (!text) throw Broken("no text is lost", carrier_id + " is gone");
    if (!text->erased && text->body.words() != texted.words.words) {
      throw Broken("no text is lost", carrier_id + " says something else now");
    }
  }
}

void every_reply_was_tried(const Seen& seen) {
  using routing::TextStatus;
  for (const auto& [client_id, written] : seen.ledger.written) {
    const auto text = store::texts::find(seen.store, written.text);
    if (!text || (!text->erased && text->body.words() != written.words)) {
      throw Broken("no text is lost", "a reply that was kept is gone");
    }
    const auto carried = seen.ledger.carried.find(written.text);
    const bool arrived = carried != seen.ledger.carried.end();
    const bool is_over = text->status == TextStatus::sent || text->status == TextStatus::delivered;
    if (text->status == TextStatus::queued || text->status == TextStatus::sending) {
      throw Broken("every reply leaves", "one is still to be sent");
    }
    if (is_over && !arrived) {
      throw Broken("a status says what is so", "the carrier never had a text that is sent");
    }
  }
}

}  // namespace warmline::simulation
