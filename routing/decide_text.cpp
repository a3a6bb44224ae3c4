#include <optional>

#include "routing/happenings.hpp"
#include "routing/matching.hpp"

namespace warmline::routing {
namespace {

void start(Turn& turn, const happened::TextArrived& text) {
  const Conversation* before = turn.subject();
  const auto last_owner = before != nullptr ? before->last_owner : std::nullopt;
  Conversation fresh;
  fresh.id = text.fresh;
  fresh.thread = text.thread;
  fresh.texter = text.texter;
  fresh.line = turn.line().id;
  fresh.language = text.language;
  fresh.last_owner = last_owner;
  fresh.waiting_since = turn.now();
  fresh.opened_at = turn.now();
  fresh.welcomed = !turn.opted_out();
  turn.start(fresh);
  turn.record(EventKind::conversation_started, fresh, std::nullopt, std::nullopt, std::nullopt);
  mind_fair_use(turn);
  // The words of help say what the welcome would.
  if (turn.opted_out() || text.keyword == Keyword::help) return;
  const auto which =
      turn.somebody_is_on() ? AutomaticText::welcome : AutomaticText::welcome_nobody_on;
  turn.add(action::Say{which, text.language, fresh.id});
}

void reopen(Turn& turn, Conversation& conversation) {
  turn.put_back(conversation);
  conversation.returned = true;
  turn.record(EventKind::conversation_reopened, conversation, std::nullopt, std::nullopt,
              std::nullopt);
  const auto last = conversation.last_owner;
  const Peer* peer = last ? turn.find(*last) : nullptr;
  if (peer != nullptr && eligible(conversation, *peer, turn.line(), turn.now())) {
    turn.propose(conversation, *last);
  }
}

void append(Turn& turn, Conversation& conversation) {
  const bool first_unanswered = !conversation.waiting_since;
  if (first_unanswered) conversation.waiting_since = turn.now();
  switch (conversation.state) {
    case ConversationState::resting:
      return wake(turn, conversation);
    case ConversationState::open:
      if (!turn.is_on(conversation.owner)) {
        return return_to_queue(turn, conversation, std::nullopt);
      }
      if (first_unanswered) turn.mind_silence(conversation);
      break;
    case ConversationState::waiting:
    case ConversationState::offered:
    case ConversationState::closed:
      break;
  }
  if (first_unanswered) turn.add(action::Keep{conversation});
}

bool may_rejoin(const Turn& turn, const Conversation& closed) {
  return closed.closed_at && turn.now() - *closed.closed_at < turn.line().timing.rejoin;
}

// Asked once, then confirmed. It is no wish to talk: it starts and re-opens nothing, but whoever
// looks after a live conversation sees it.
void forget(Turn& turn, const happened::TextArrived& text) {
  const auto asked = turn.forget_asked_at();
  if (asked && turn.now() - *asked < forget_confirm_most) return turn.add(action::Forget{});
  turn.add(action::AskForget{});
  Conversation* conversation = turn.subject();
  const bool live = conversation != nullptr && is_live(*conversation);
  if (live) append(turn, *conversation);
  if (!turn.opted_out()) {
    turn.add(action::Say{AutomaticText::forget_confirm, text.language,
                         live ? std::optional(conversation->id) : std::nullopt});
  }
}

}  // namespace

void stop(Turn& turn, std::optional<StaffId> by) {
  if (!turn.opted_out()) turn.add(action::OptOut{by});
  Conversation* conversation = turn.subject();
  if (conversation == nullptr) return;
  // Their wish is granted: nothing is left to be asked of anybody.
  for (const StandingFlag& flag : std::vector(turn.flags())) {
    if (flag.kind == FlagKind::opt_out_wish) turn.clear_flag(flag.id, by, std::nullopt);
  }
  switch (conversation->state) {
    case ConversationState::waiting:
    case ConversationState::offered: {
      const auto from = holder(*conversation);
      turn.close(*conversation);
      turn.record(EventKind::conversation_closed, *conversation, by, from, std::nullopt);
      return;
    }
    case ConversationState::open:
    case ConversationState::resting:
      // Whoever has it sees that they opted out; there is nothing left to answer.
      if (conversation->waiting_since) {
        conversation->waiting_since.reset();
        if (conversation->state == ConversationState::open) turn.mind_silence(*conversation);
        turn.add(action::Keep{*conversation});
      }
      return;
    case ConversationState::closed:
      return;
  }
}

Result<void> apply(Turn& turn, const happened::TextArrived& text) {
  if (text.keyword == Keyword::stop) {
    stop(turn, std::nullopt);
    return {};
  }
  if (text.keyword == Keyword::forget) {
    forget(turn, text);
    return {};
  }
  if (turn.opted_out() && text.keyword == Keyword::start) {
    turn.add(action::OptIn{});
    return {};
  }
  // Kept, so that nothing is lost, and nobody is asked to look at it.
  if (turn.blocked()) return {};
  // Whoever opted out and still writes can't be answered, but is not to go unseen: a person reads
  // it.
  Conversation* conversation = turn.subject();
  if (conversation != nullptr && is_live(*conversation)) {
    append(turn, *conversation);
  } else if (conversation != nullptr && may_rejoin(turn, *conversation)) {
    reopen(turn, *conversation);
  } else {
    start(turn, text);
  }
  raise_signs(turn, text);
  if (text.keyword == Keyword::help && !text.carrier_answered && !turn.opted_out()) {
    turn.add(action::Say{AutomaticText::help, text.language, turn.subject()->id});
  }
  return {};
}

}  // namespace warmline::routing
