#include <optional>

#include "routing/happenings.hpp"
#include "routing/matching.hpp"

namespace warmline::routing {
namespace {

// What a new conversation is greeted with: once, and what answers the text as well stands for it.
void greet(Turn& turn, const happened::TextArrived& text, const Conversation& fresh) {
  if (text.keyword == Keyword::help || text.keyword == Keyword::menu) return;
  switch (turn.standing().state) {
    case Standing::State::closed:
      return turn.say_closed(text.language, fresh.id);
    case Standing::State::short_staffed:
      return turn.say(AutomaticText::short_staffed, text.language, fresh.id);
    case Standing::State::open:
      return turn.say(
          turn.somebody_is_on() ? AutomaticText::welcome : AutomaticText::welcome_nobody_on,
          text.language, fresh.id);
  }
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
  // Nobody is asked twice what they wish for.
  if (before != nullptr) fresh.wishes = before->wishes;
  fresh.last_owner = last_owner;
  fresh.waiting_since = turn.now();
  fresh.opened_at = turn.now();
  fresh.welcomed = !turn.opted_out();
  turn.start(fresh);
  turn.record(EventKind::conversation_started, fresh, std::nullopt, std::nullopt, std::nullopt);
  mind_fair_use(turn);
  greet(turn, text, fresh);
}

void reopen(Turn& turn, const happened::TextArrived& text, Conversation& conversation) {
  turn.put_back(conversation);
  conversation.returned = true;
  turn.record(EventKind::conversation_reopened, conversation, std::nullopt, std::nullopt,
              std::nullopt);
  const auto last = conversation.last_owner;
  const Peer* peer = last ? turn.find(*last) : nullptr;
  const bool may_have_it = peer != nullptr && text.keyword != Keyword::switch_ &&
                           eligible(conversation, *peer, turn.line(), turn.now());
  if (may_have_it) {
    turn.propose(conversation, *last);
  } else if (turn.standing().state == Standing::State::closed) {
    turn.say_closed(text.language, conversation.id);
  }
}

void append(Turn& turn, const std::string& language, Conversation& conversation) {
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
      if (turn.standing().state == Standing::State::closed)
        turn.say_closed(language, conversation.id);
      break;
    case ConversationState::offered:
    case ConversationState::closed:
      break;
  }
  if (first_unanswered) turn.add(action::Keep{conversation});
}

bool may_rejoin(const Turn& turn, const Conversation& closed) {
  return closed.closed_at && turn.now() - *closed.closed_at < turn.line().timing.rejoin;
}

// Nobody confirms what they were not asked yet: both may come late, and together.
bool confirms(const Turn& turn, const happened::TextArrived& text) {
  const auto asked = turn.forget_asked_at();
  return asked && turn.now() - *asked < forget_confirm_most &&
         (!text.sent_at || *text.sent_at > *asked);
}

// Asked once, then confirmed. It is no wish to talk: it starts and re-opens nothing, but whoever
// looks after a live conversation sees it.
void forget(Turn& turn, const happened::TextArrived& text) {
  if (confirms(turn, text)) return turn.add(action::Forget{});
  // They were asked then, and have let it pass.
  const bool is_over =
      text.answered_since && text.sent_at && turn.now() - *text.sent_at >= forget_confirm_most;
  if (!is_over) turn.add(action::AskForget{});
  Conversation* conversation = turn.subject();
  const bool live = conversation != nullptr && is_live(*conversation);
  if (live) append(turn, text.language, *conversation);
  turn.say(AutomaticText::forget_confirm, text.language,
           live ? std::optional(conversation->id) : std::nullopt);
}

// Where they are in the queue; whoever is being asked about them is at its head.
void tell_place(Turn& turn, const std::string& language, const Conversation& conversation) {
  if (turn.standing().state == Standing::State::closed)
    return turn.say_closed(language, conversation.id);
  const bool is_waiting = conversation.state == ConversationState::waiting;
  turn.say(AutomaticText::place_in_queue, language, conversation.id,
           {.place = is_waiting ? turn.ahead_in_queue() + 1 : 1});
}

// Someone else, please: whoever they talked with last is not to come back to them.
void ask_for_someone_else(Turn& turn, const happened::TextArrived& text,
                          Conversation& conversation) {
  if (!conversation.last_owner) {
    // There is nobody yet to be spared: they are told how it stands, unless they just were.
    if (conversation.id != text.fresh) tell_place(turn, text.language, conversation);
    return;
  }
  note_wishes(turn, conversation,
              with_wish(conversation,
                        {.kind = WishKind::not_the_same_person, .not_ = conversation.last_owner}),
              std::nullopt);
  if (conversation.owner == conversation.last_owner) return_to_queue(turn, conversation, {});
  turn.say(AutomaticText::someone_else, text.language, conversation.id);
}

// What is answered at once, beside being read by a person.
void answer(Turn& turn, const happened::TextArrived& text) {
  Conversation& conversation = *turn.subject();
  if (text.wish) {
    note_wishes(turn, conversation, with_wish(conversation, *text.wish), std::nullopt);
    return turn.say(AutomaticText::wish_noted, conversation.language, conversation.id);
  }
  if (!text.keyword) return;
  switch (*text.keyword) {
    case Keyword::help:
      if (!text.carrier_answered) turn.say(AutomaticText::help, text.language, conversation.id);
      return;
    case Keyword::menu:
      return turn.say(AutomaticText::menu, text.language, conversation.id, {.choices = text.menu});
    case Keyword::switch_:
      return ask_for_someone_else(turn, text, conversation);
    case Keyword::wait:
      // To whoever is talked with it is a word like any other.
      if (!conversation.owner && conversation.id != text.fresh)
        tell_place(turn, text.language, conversation);
      return;
    case Keyword::stop:
    case Keyword::start:
    case Keyword::forget:
      return;
  }
}

}  // namespace

void stop(Turn& turn, std::optional<StaffId> by) {
  // Their own counts anew each time: a START from before it, which comes late, takes it back no
  // more.
  if (!turn.opted_out() || !by) turn.add(action::OptOut{by});
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
        if (conversation->state == ConversationState::open) {
          turn.mind_silence(*conversation);
        } else {
          conversation->silence_due_at.reset();
        }
        turn.add(action::Keep{*conversation});
      }
      return;
    case ConversationState::closed:
      return;
  }
}

Result<void> apply(Turn& turn, const happened::TextArrived& text) {
  if (text.keyword == Keyword::stop) {
    if (!text.taken_back) stop(turn, std::nullopt);
    return {};
  }
  if (text.answered_since) turn.say_nothing();
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
    append(turn, text.language, *conversation);
  } else if (conversation != nullptr && may_rejoin(turn, *conversation)) {
    reopen(turn, text, *conversation);
  } else {
    start(turn, text);
  }
  raise_signs(turn, text);
  answer(turn, text);
  return {};
}

Result<void> apply(Turn& turn, const happened::StillWaits&) {
  Conversation* conversation = turn.subject();
  if (conversation == nullptr || conversation->state != ConversationState::waiting ||
      turn.standing().state != Standing::State::closed || turn.somebody_is_on()) {
    return {};
  }
  turn.say_closed(conversation->language, conversation->id);
  return {};
}

}  // namespace warmline::routing
