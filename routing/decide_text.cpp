#include <optional>

#include "routing/happenings.hpp"
#include "routing/matching.hpp"

namespace warmline::routing {
namespace {

Result<void> stop(Turn& turn) {
  if (!turn.opted_out()) turn.add(action::OptOut{});
  Conversation* conversation = turn.subject();
  if (conversation == nullptr) return {};
  switch (conversation->state) {
    case ConversationState::waiting:
    case ConversationState::offered: {
      const auto from = holder(*conversation);
      turn.close(*conversation);
      turn.record(EventKind::conversation_closed, *conversation, std::nullopt, from, std::nullopt);
      return {};
    }
    case ConversationState::open:
    case ConversationState::resting:
      // Whoever has it sees that they opted out; there is nothing left to answer.
      if (conversation->waiting_since) {
        conversation->waiting_since.reset();
        if (conversation->state == ConversationState::open) turn.mind_silence(*conversation);
        turn.add(action::Keep{*conversation});
      }
      return {};
    case ConversationState::closed:
      return {};
  }
  return {};
}

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

Result<void> apply(Turn& turn, const happened::TextArrived& text) {
  if (text.keyword == Keyword::stop) return stop(turn);
  if (text.keyword == Keyword::forget) {
    forget(turn, text);
    return {};
  }
  if (turn.opted_out() && text.keyword == Keyword::start) {
    turn.add(action::OptIn{});
    return {};
  }
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
  if (text.keyword == Keyword::help && !text.carrier_answered && !turn.opted_out()) {
    turn.add(action::Say{AutomaticText::help, text.language, turn.subject()->id});
  }
  return {};
}

}  // namespace warmline::routing
