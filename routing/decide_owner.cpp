#include <string>

#include "routing/happenings.hpp"
#include "routing/matching.hpp"

namespace warmline::routing {
namespace {

// Whether `to` could take it: wanted, on, and with room. What is already offered to them takes no
// more room.
Result<void> can_take(const Peer& to, const Conversation& conversation) {
  if (is_unwanted(conversation, to.staff.id)) {
    return problem(ProblemCode::not_wanted, "the texter asked for somebody else");
  }
  if (to.presence != Presence::on) return problem(ProblemCode::peer_off, "that person is not on");
  if (is_full(to) && conversation.offered_to != to.staff.id) {
    return problem(ProblemCode::peer_full, "that person has as many as they can take");
  }
  return {};
}

void take(Turn& turn, Conversation& conversation, Peer& by, EventKind kind) {
  const auto from = holder(conversation);
  turn.give(conversation, by.staff.id);
  turn.record(kind, conversation, by.staff.id, from, by.staff.id);
  turn.set_lapses(by, 0);
}

bool is_offered_to(const Conversation* conversation, StaffId by) {
  return conversation != nullptr && conversation->state == ConversationState::offered &&
         conversation->offered_to == by;
}

}  // namespace

Result<void> apply(Turn& turn, const happened::Accepted& event) {
  Conversation* conversation = turn.subject();
  Peer* by = turn.find(event.by);
  if (by == nullptr || !is_offered_to(conversation, event.by) ||
      conversation->offer_expires_at <= turn.now()) {
    return problem(ProblemCode::offer_expired, "not offered to them, or no longer");
  }
  take(turn, *conversation, *by, EventKind::conversation_accepted);
  return {};
}

Result<void> apply(Turn& turn, const happened::Passed& event) {
  Conversation* conversation = turn.subject();
  Peer* by = turn.find(event.by);
  if (by == nullptr || !is_offered_to(conversation, event.by)) {
    return problem(ProblemCode::offer_expired, "not offered to them, or no longer");
  }
  turn.put_back(*conversation);
  turn.note_pass(*conversation, event.by);
  turn.record(EventKind::conversation_passed, *conversation, event.by, event.by, std::nullopt);
  // A pass is an answer: two lapses with one between are not in a row.
  turn.set_lapses(*by, 0);
  return {};
}

Result<void> apply(Turn& turn, const happened::Claimed& event) {
  Conversation* conversation = turn.subject();
  Peer* by = turn.find(event.by);
  if (conversation == nullptr) return problem(ProblemCode::not_found, "no such conversation");
  if (by == nullptr) return problem(ProblemCode::forbidden, "does not work this line");
  if (!is_live(*conversation)) return problem(ProblemCode::conversation_closed, "it is closed");
  if (conversation->owner == event.by) return {};
  if (is_offered_to(conversation, event.by)) {
    take(turn, *conversation, *by, EventKind::conversation_accepted);
    return {};
  }
  if (const auto who = holder(*conversation)) {
    return problem(ProblemCode::already_claimed, "somebody else has it", who->text());
  }
  if (is_unwanted(*conversation, event.by)) {
    return problem(ProblemCode::not_wanted, "the texter asked for somebody else");
  }
  if (by->presence != Presence::on) return problem(ProblemCode::not_on, "is not on");
  if (is_full(*by)) {
    return problem(ProblemCode::at_capacity, "has as many as they can take");
  }
  take(turn, *conversation, *by, EventKind::conversation_claimed);
  return {};
}

Result<void> apply(Turn& turn, const happened::HandedOff& event) {
  Conversation* conversation = turn.subject();
  if (conversation == nullptr) return problem(ProblemCode::not_found, "no such conversation");
  if (!is_live(*conversation)) return problem(ProblemCode::conversation_closed, "it is closed");
  if (conversation->owner != event.by) {
    const auto who = holder(*conversation);
    return problem(ProblemCode::not_owner, "somebody else has it", who ? who->text() : "");
  }
  if (event.to == event.by) return {};
  if (event.to) {
    const Peer* to = turn.find(*event.to);
    if (to == nullptr) return problem(ProblemCode::not_found, "that person is not on this line");
    if (auto room = can_take(*to, *conversation); !room) return room;
    turn.give(*conversation, *event.to);
  } else {
    turn.put_back(*conversation);
    conversation->returned = true;
    // So that it does not bounce straight back.
    turn.note_pass(*conversation, event.by);
  }
  turn.record(EventKind::conversation_handed_off, *conversation, event.by, event.by, event.to);
  return {};
}

Result<void> apply(Turn& turn, const happened::Returned& event) {
  Conversation* conversation = turn.subject();
  const Peer* by = turn.find(event.by);
  if (conversation == nullptr) return problem(ProblemCode::not_found, "no such conversation");
  if (by == nullptr || !at_least(by->staff.role, Role::coordinator)) {
    return problem(ProblemCode::forbidden, "only coordinators return what others have");
  }
  if (!is_live(*conversation)) return problem(ProblemCode::conversation_closed, "it is closed");
  const auto from = holder(*conversation);
  if (!from) return {};
  return_to_queue(turn, *conversation, event.by);
  // So that it does not bounce straight back.
  turn.note_pass(*conversation, *from);
  turn.add(action::Keep{*conversation});
  return {};
}

Result<void> apply(Turn& turn, const happened::Assigned& event) {
  Conversation* conversation = turn.subject();
  const Peer* by = turn.find(event.by);
  const Peer* to = turn.find(event.to);
  if (conversation == nullptr) return problem(ProblemCode::not_found, "no such conversation");
  if (by == nullptr || !at_least(by->staff.role, Role::coordinator)) {
    return problem(ProblemCode::forbidden, "only coordinators assign");
  }
  if (!is_live(*conversation)) return problem(ProblemCode::conversation_closed, "it is closed");
  if (to == nullptr) return problem(ProblemCode::not_found, "that person is not on this line");
  if (conversation->owner == event.to) return {};
  if (auto room = can_take(*to, *conversation); !room && !event.insist) return room;
  const auto from = holder(*conversation);
  turn.give(*conversation, event.to);
  turn.record(EventKind::conversation_assigned, *conversation, event.by, from, event.to);
  return {};
}

}  // namespace warmline::routing
