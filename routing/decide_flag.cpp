#include <algorithm>
#include <utility>
#include <vector>

#include "routing/happenings.hpp"
#include "routing/matching.hpp"

namespace warmline::routing {
namespace {

// Raising one is for everybody who may read it: whoever sees first that it is urgent says so.
bool may_raise(const Conversation& conversation, const Peer& by) {
  return conversation.state == ConversationState::waiting || holder(conversation) == by.staff.id ||
         at_least(by.staff.role, Role::coordinator);
}

// A phrase that stands already says the same: another text with it raises nothing new. Another
// phrase does, however long the first one has stood there.
bool stands(const Turn& turn, const Sign& sign) {
  return std::ranges::any_of(turn.flags(), [&](const StandingFlag& flag) {
    return flag.kind == sign.kind && flag.phrase == sign.phrase;
  });
}

}  // namespace

void raise_signs(Turn& turn, const happened::TextArrived& text) {
  for (const Sign& sign : text.signs) {
    const bool is_granted = sign.kind == FlagKind::opt_out_wish && turn.opted_out();
    if (!is_granted && !stands(turn, sign)) turn.raise_flag(sign, std::nullopt, std::nullopt);
  }
}

void mind_fair_use(Turn& turn) {
  if (turn.asked_back()) return turn.add(action::CameBack{turn.subject()->id});
  const auto most = turn.line().contacts_per_day;
  if (most && turn.contacts() + 1 > *most) {
    turn.raise_flag({.kind = FlagKind::too_often, .phrase = {}, .language = {}}, std::nullopt,
                    std::nullopt);
  }
}

Result<void> apply(Turn& turn, const happened::Flagged& event) {
  Conversation* conversation = turn.subject();
  const Peer* by = turn.find(event.by);
  if (conversation == nullptr) return problem(ProblemCode::not_found, "no such conversation");
  if (by == nullptr) return problem(ProblemCode::forbidden, "does not work this line");
  if (!is_live(*conversation)) return problem(ProblemCode::conversation_closed, "it is closed");
  if (!may_raise(*conversation, *by)) {
    const auto who = holder(*conversation);
    return problem(ProblemCode::not_owner, "it is not theirs", who ? who->text() : "");
  }
  turn.raise_flag({.kind = FlagKind::by_hand, .phrase = {}, .language = {}}, event.by, event.note);
  if (conversation->state == ConversationState::resting) wake(turn, *conversation);
  return {};
}

Result<void> apply(Turn& turn, const happened::Unflagged& event) {
  const auto found = own_live(turn, event.by);
  if (!found) return std::unexpected(found.error());
  std::vector<FlagId> wanted;
  for (const StandingFlag& flag : turn.flags()) {
    if (!event.which || flag.id == *event.which) wanted.push_back(flag.id);
  }
  if (wanted.empty()) return problem(ProblemCode::not_found, "no such flag stands");
  for (const FlagId id : wanted) turn.clear_flag(id, event.by, event.note);
  return {};
}

}  // namespace warmline::routing
