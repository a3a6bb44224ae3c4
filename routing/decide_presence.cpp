#include "routing/happenings.hpp"

namespace warmline::routing {
namespace {

void lapse(Turn& turn, Conversation& conversation) {
  const StaffId who = *conversation.offered_to;
  turn.put_back(conversation);
  turn.note_pass(conversation, who);
  turn.record(EventKind::conversation_lapsed, conversation, std::nullopt, who, std::nullopt);
  Peer* peer = turn.find(who);
  if (peer == nullptr) return;
  if (peer->lapses_in_a_row + 1 < lapses_max) {
    return turn.set_lapses(*peer, peer->lapses_in_a_row + 1);
  }
  turn.set_presence(*peer, Presence::break_, /*by_lapses=*/true);
  turn.set_lapses(*peer, 0);
  relieve(turn, *peer, std::nullopt);
}

// Back to the queue, and not to the same person at once.
void take_from_silent(Turn& turn, Conversation& conversation) {
  const StaffId who = *conversation.owner;
  conversation.returned = true;
  turn.put_back(conversation);
  turn.note_pass(conversation, who);
  turn.record(EventKind::conversation_unanswered, conversation, std::nullopt, who, std::nullopt);
}

// The texter hears nothing of any of this.
void break_silence(Turn& turn, Conversation& conversation) {
  const auto& timing = turn.line().timing;
  if (!conversation.waiting_since) {
    // Nothing is unanswered. It is never closed by itself: a person is asked, once.
    conversation.silence_due_at.reset();
    turn.record(EventKind::conversation_quiet, conversation, std::nullopt, std::nullopt,
                std::nullopt);
  } else if (conversation.nudged || timing.return_ <= timing.nudge) {
    take_from_silent(turn, conversation);
  } else {
    conversation.nudged = true;
    conversation.silence_due_at = turn.now() + (timing.return_ - timing.nudge);
    turn.record(EventKind::conversation_nudged, conversation, std::nullopt, std::nullopt,
                std::nullopt);
  }
}

}  // namespace

Result<void> apply(Turn& turn, const happened::PresenceSet& event) {
  Peer* peer = turn.find(event.staff);
  if (peer == nullptr) return problem(ProblemCode::not_found, "does not work this line");
  turn.set_presence(*peer, event.presence, /*by_lapses=*/false);
  switch (event.presence) {
    case Presence::on:
      turn.set_lapses(*peer, 0);
      break;
    case Presence::break_:
    case Presence::off:
      // Also when the presence is not new: it is set on one line after another, and each has its
      // own conversations.
      relieve(turn, *peer, event.by_itself ? std::nullopt : std::optional(event.staff));
      break;
  }
  return {};
}

Result<void> apply(Turn& turn, const happened::ShiftEnded& event) {
  Peer* peer = turn.find(event.staff);
  if (peer == nullptr) return {};
  const auto theirs = turn.all([&](const Conversation& conversation) {
    return conversation.owner == event.staff || conversation.offered_to == event.staff;
  });
  for (Conversation* conversation : theirs) {
    if (conversation->owner) conversation->returned = true;
    turn.put_back(*conversation);
    // So that it does not bounce straight back to somebody who stays on for another line.
    turn.note_pass(*conversation, event.staff);
    turn.record(EventKind::conversation_returned, *conversation, std::nullopt, event.staff,
                std::nullopt);
  }
  if (event.goes_off) {
    turn.set_presence(*peer, Presence::off, /*by_lapses=*/false, /*by_shift_end=*/true);
  }
  return {};
}

Result<void> apply(Turn& turn, const happened::Tick&) {
  const auto expired = turn.all([&](const Conversation& conversation) {
    return conversation.state == ConversationState::offered &&
           conversation.offer_expires_at <= turn.now();
  });
  for (Conversation* conversation : expired) {
    // One that was put on a break a moment ago has nothing offered any more.
    if (conversation->state == ConversationState::offered) lapse(turn, *conversation);
  }
  const auto rested = turn.all([&](const Conversation& conversation) {
    return conversation.state == ConversationState::resting &&
           conversation.rest_until <= turn.now();
  });
  for (Conversation* conversation : rested) wake(turn, *conversation);
  const auto silent = turn.all([&](const Conversation& conversation) {
    return conversation.silence_due_at && conversation.silence_due_at <= turn.now();
  });
  for (Conversation* conversation : silent) break_silence(turn, *conversation);
  return {};
}

Result<void> apply(Turn& turn, const happened::SeatFree&) {
  turn.match();
  return {};
}

}  // namespace warmline::routing
