#include <string>

#include "routing/happenings.hpp"
#include "routing/matching.hpp"

namespace warmline::routing {
namespace {

std::string text_of(const std::optional<StaffId>& who) {
  return who ? who->text() : std::string();
}

bool is_coordinator(const Peer& peer) {
  return at_least(peer.staff.role, Role::coordinator);
}

}  // namespace

Result<Conversation*> own_live(Turn& turn, StaffId by) {
  Conversation* conversation = turn.subject();
  const Peer* peer = turn.find(by);
  if (conversation == nullptr) return problem(ProblemCode::not_found, "no such conversation");
  if (peer == nullptr) return problem(ProblemCode::forbidden, "does not work this line");
  if (!is_live(*conversation)) return problem(ProblemCode::conversation_closed, "it is closed");
  if (conversation->owner != by && !is_coordinator(*peer)) {
    return problem(ProblemCode::not_owner, "it is not theirs", text_of(holder(*conversation)));
  }
  return conversation;
}

Result<void> apply(Turn& turn, const happened::Replied& event) {
  const auto found = own_live(turn, event.by);
  if (!found) return std::unexpected(found.error());
  if (turn.opted_out()) return problem(ProblemCode::opted_out, "the texter opted out");
  Conversation& conversation = **found;
  const bool has_moved = event.written_while_with && conversation.owner != event.by &&
                         conversation.owner != *event.written_while_with;
  if (has_moved) {
    return problem(ProblemCode::not_owner, "it moved meanwhile", text_of(holder(conversation)));
  }
  switch (conversation.state) {
    case ConversationState::resting: {
      conversation.waiting_since.reset();
      const auto owner = *conversation.owner;
      turn.give(conversation, owner);
      turn.record(EventKind::conversation_woke, conversation, event.by, std::nullopt, owner);
      return {};
    }
    case ConversationState::open:
      conversation.waiting_since.reset();
      turn.mind_silence(conversation);
      turn.add(action::Keep{conversation});
      return {};
    case ConversationState::waiting:
    case ConversationState::offered:
    case ConversationState::closed:
      // A coordinator's word in passing: the texter still waits for somebody of their own.
      return {};
  }
  return {};
}

Result<void> apply(Turn& turn, const happened::Noted& event) {
  const auto found = own_live(turn, event.by);
  if (!found) return std::unexpected(found.error());
  return {};
}

Result<void> apply(Turn& turn, const happened::Wished& event) {
  const auto found = own_live(turn, event.by);
  if (!found) return std::unexpected(found.error());
  note_wishes(turn, **found, event.wishes, event.by);
  return {};
}

Result<void> apply(Turn& turn, const happened::Rested& event) {
  const auto found = own_live(turn, event.by);
  if (!found) return std::unexpected(found.error());
  Conversation& conversation = **found;
  if (!conversation.owner) return problem(ProblemCode::not_owner, "nobody has it yet");
  if (event.until <= turn.now()) return problem(ProblemCode::malformed, "a rest ends later");
  const auto owner = conversation.owner;
  turn.rest(conversation, event.until);
  turn.record(EventKind::conversation_rested, conversation, event.by, owner, owner);
  return {};
}

Result<void> apply(Turn& turn, const happened::Closed& event) {
  const auto found = own_live(turn, event.by);
  if (!found) return std::unexpected(found.error());
  const auto from = holder(**found);
  turn.close(**found);
  turn.record(EventKind::conversation_closed, **found, event.by, from, std::nullopt);
  if (event.asked_back) turn.add(action::AskBack{});
  return {};
}

Result<void> apply(Turn& turn, const happened::OptedOut& event) {
  const auto found = own_live(turn, event.by);
  if (!found) return std::unexpected(found.error());
  stop(turn, event.by);
  return {};
}

Result<void> apply(Turn& turn, const happened::Reopened& event) {
  Conversation* conversation = turn.subject();
  const Peer* by = turn.find(event.by);
  if (conversation == nullptr) return problem(ProblemCode::not_found, "no such conversation");
  if (by == nullptr) return problem(ProblemCode::forbidden, "does not work this line");
  const auto others = turn.all([&](const Conversation& other) {
    return other.thread == conversation->thread && is_live(other);
  });
  if (!others.empty()) {
    return problem(ProblemCode::conversation_live, "the thread has one that is not closed",
                   text_of(holder(*others.front())));
  }
  if (turn.blocked()) {
    // Whoever goes on talking with somebody takes their texts again.
    if (!is_coordinator(*by)) return problem(ProblemCode::forbidden, "only coordinators unblock");
    turn.add(action::Unblock{event.by});
  }
  const bool had_it = conversation->last_owner == event.by && !turn.others_since();
  const bool unwanted = is_unwanted(*conversation, event.by);
  const bool able = by->presence == Presence::on && !is_full(*by) && !unwanted;
  if (had_it && able) {
    turn.give(*conversation, event.by);
    turn.record(EventKind::conversation_reopened, *conversation, event.by, std::nullopt, event.by);
    return {};
  }
  if (is_coordinator(*by)) {
    turn.put_back(*conversation);
    conversation->returned = true;
    turn.record(EventKind::conversation_reopened, *conversation, event.by, std::nullopt,
                std::nullopt);
    return {};
  }
  if (!had_it) return problem(ProblemCode::not_owner, "somebody else had it");
  if (unwanted) return problem(ProblemCode::not_wanted, "the texter asked for somebody else");
  if (by->presence != Presence::on) return problem(ProblemCode::not_on, "is not on");
  return problem(ProblemCode::at_capacity, "has as many as they can take");
}

}  // namespace warmline::routing
