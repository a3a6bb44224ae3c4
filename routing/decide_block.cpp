#include "routing/happenings.hpp"

namespace warmline::routing {
namespace {

Result<Conversation*> of_coordinator(Turn& turn, StaffId who) {
  Conversation* conversation = turn.subject();
  const Peer* by = turn.find(who);
  if (conversation == nullptr) return problem(ProblemCode::not_found, "no such conversation");
  if (by == nullptr || !at_least(by->staff.role, Role::coordinator)) {
    return problem(ProblemCode::forbidden, "only coordinators block");
  }
  return conversation;
}

}  // namespace

Result<void> apply(Turn& turn, const happened::Blocked& event) {
  const auto found = of_coordinator(turn, event.by);
  if (!found) return std::unexpected(found.error());
  if (event.until <= turn.now() || event.until > turn.now() + block_longest) {
    return problem(ProblemCode::malformed, "a block ends later, and within a year");
  }
  // It may have been asked for in an earlier one of the thread.
  const auto live = turn.all(
      [&](const Conversation& each) { return each.thread == (*found)->thread && is_live(each); });
  for (Conversation* conversation : live) {
    const auto from = holder(*conversation);
    turn.close(*conversation);
    turn.record(EventKind::conversation_closed, *conversation, event.by, from, std::nullopt);
  }
  turn.add(action::Block{event.by, event.until, event.reason});
  return {};
}

Result<void> apply(Turn& turn, const happened::Unblocked& event) {
  const auto found = of_coordinator(turn, event.by);
  if (!found) return std::unexpected(found.error());
  if (turn.blocked()) turn.add(action::Unblock{event.by});
  return {};
}

}  // namespace warmline::routing
