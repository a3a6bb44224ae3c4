#include "routing/turn.hpp"

#include <algorithm>
#include <utility>

#include "routing/matching.hpp"

namespace warmline::routing {

Turn::Turn(const Snapshot& snapshot, Instant now)
    : snapshot_(snapshot),
      line_(snapshot.line),
      now_(now),
      opted_out_(snapshot.opted_out),
      forget_asked_at_(snapshot.forget_asked_at),
      somebody_is_on_(snapshot.somebody_is_on),
      closed_told_at_(snapshot.closed_told_at),
      automatic_lately_(snapshot.automatic_lately),
      held_back_at_(snapshot.held_back_at),
      ahead_in_queue_(snapshot.ahead_in_queue),
      staff_(snapshot.staff),
      flags_(snapshot.flags),
      conversations_(snapshot.live.begin(), snapshot.live.end()) {
  if (!snapshot.conversation) return;
  const auto known =
      std::ranges::find(conversations_, snapshot.conversation->id, &Conversation::id);
  subject_ = known != conversations_.end() ? &*known
                                           : &conversations_.emplace_back(*snapshot.conversation);
}

Peer* Turn::find(StaffId id) {
  const auto found = std::ranges::find_if(
      staff_, [&](const Peer& peer) { return peer.staff.id == id && peer.staff.enabled; });
  return found != staff_.end() && works(found->staff, line_.id) ? &*found : nullptr;
}

bool Turn::is_on(std::optional<StaffId> id) {
  const Peer* peer = id ? find(*id) : nullptr;
  return peer != nullptr && peer->presence == Presence::on;
}

std::vector<Conversation*> Turn::all(const std::function<bool(const Conversation&)>& wanted) {
  std::vector<Conversation*> found;
  for (Conversation& conversation : conversations_) {
    if (wanted(conversation)) found.push_back(&conversation);
  }
  std::ranges::sort(found, [](const Conversation* left, const Conversation* right) {
    return ahead(*left, *right);
  });
  return found;
}

void Turn::start(Conversation fresh) {
  subject_ = &conversations_.emplace_back(std::move(fresh));
  // Those stand on the conversation before it.
  flags_.clear();
}

void Turn::change_load(StaffId id, int by) {
  if (Peer* peer = find(id)) peer->load = std::max(0, peer->load + by);
}

void Turn::release(Conversation& conversation) {
  if (conversation.state == ConversationState::offered && conversation.offered_to) {
    change_load(*conversation.offered_to, -1);
  }
  if (conversation.state == ConversationState::open && conversation.owner) {
    change_load(*conversation.owner, -1);
    if (Peer* peer = find(*conversation.owner)) peer->idle_since = now_;
  }
  let_go(conversation);
}

void Turn::put_back(Conversation& conversation) {
  release(conversation);
  conversation.state = ConversationState::waiting;
  if (!conversation.waiting_since) conversation.waiting_since = now_;
}

void Turn::hold_for(Conversation& conversation, StaffId peer) {
  release(conversation);
  conversation.state = ConversationState::offered;
  conversation.offered_to = peer;
  conversation.offer_expires_at = now_ + line_.timing.offer;
  change_load(peer, 1);
}

void Turn::give(Conversation& conversation, StaffId owner) {
  release(conversation);
  conversation.state = ConversationState::open;
  conversation.owner = owner;
  conversation.last_owner = owner;
  conversation.passes.clear();
  change_load(owner, 1);
  mind_silence(conversation);
}

void Turn::note_pass(Conversation& conversation, StaffId who) const {
  std::erase_if(conversation.passes, [&](const Pass& pass) {
    return pass.staff == who || now_ - pass.at >= line_.timing.page;
  });
  conversation.passes.push_back({who, now_});
}

void Turn::mind_silence(Conversation& conversation) {
  const auto& timing = line_.timing;
  // Whoever opted out is read, but can't be answered: nobody is to be late with it.
  if (opted_out_ && &conversation == subject_) conversation.waiting_since.reset();
  conversation.nudged = false;
  conversation.silence_due_at =
      now_ + (conversation.waiting_since ? std::min(timing.nudge, timing.return_) : timing.quiet);
}

void Turn::rest(Conversation& conversation, Instant until) {
  const auto owner = conversation.owner;
  const auto silence_due_at = conversation.silence_due_at;
  const bool nudged = conversation.nudged;
  release(conversation);
  conversation.state = ConversationState::resting;
  conversation.owner = owner;
  conversation.rest_until = until;
  if (!conversation.waiting_since) return;
  // Whoever waits for an answer does so no longer for that.
  conversation.silence_due_at = silence_due_at;
  conversation.nudged = nudged;
}

void Turn::close(Conversation& conversation) {
  release(conversation);
  conversation.state = ConversationState::closed;
  conversation.closed_at = now_;
  conversation.waiting_since.reset();
}

void Turn::record(EventKind kind, const Conversation& after, std::optional<StaffId> actor,
                  std::optional<StaffId> from, std::optional<StaffId> to) {
  add(action::Change{kind, after, actor, from, to});
}

void Turn::raise_flag(Sign sign, std::optional<StaffId> by, std::optional<TextId> note) {
  subject_->urgent = subject_->urgent || is_urgent(sign.kind);
  add(action::RaiseFlag{*subject_, std::move(sign), by, note});
}

void Turn::clear_flag(FlagId id, std::optional<StaffId> by, std::optional<TextId> note) {
  const auto flag = std::ranges::find(flags_, id, &StandingFlag::id);
  if (flag == flags_.end()) return;
  const StandingFlag cleared = std::move(*flag);
  flags_.erase(flag);
  subject_->urgent = is_any_urgent(flags_);
  add(action::ClearFlag{*subject_, cleared, by, note});
}

void Turn::set_presence(Peer& peer, Presence presence, bool by_lapses, bool by_shift_end) {
  if (peer.presence == presence) return;
  peer.presence = presence;
  peer.idle_since = now_;
  add(action::SetPresence{peer.staff.id, presence, by_lapses, by_shift_end});
}

void Turn::set_lapses(Peer& peer, int in_a_row) {
  if (peer.lapses_in_a_row == in_a_row) return;
  peer.lapses_in_a_row = in_a_row;
  add(action::SetLapses{peer.staff.id, in_a_row});
}

const Standing& Turn::standing() {
  if (!standing_) standing_ = routing::standing(line_, now_);
  return *standing_;
}

void Turn::say(AutomaticText which, const std::string& language,
               const std::optional<ConversationId>& about, Particulars particulars) {
  if (opted_out_ || says_nothing_) return;
  if (automatic_lately_ >= automatic_most) return hold_back(about);
  ++automatic_lately_;
  add(action::Say{which, language, about, std::move(particulars)});
}

void Turn::hold_back(const std::optional<ConversationId>& about) {
  if (held_back_at_ && now_ - *held_back_at_ < automatic_within) return;
  held_back_at_ = now_;
  add(action::HoldBack{about});
  const bool is_flagged = std::ranges::any_of(
      flags_, [](const StandingFlag& flag) { return flag.kind == FlagKind::machine; });
  if (!subject_ || !is_live(*subject_) || is_flagged) return;
  raise_flag({.kind = FlagKind::machine, .phrase = {}, .language = {}}, std::nullopt, std::nullopt);
}

void Turn::say_closed(const std::string& language, const std::optional<ConversationId>& about) {
  if (closed_told_at_ && now_ - *closed_told_at_ < closed_told_again) return;
  closed_told_at_ = now_;
  say(AutomaticText::closed, language, about, {.opens_at = standing().opens_at});
}

// Whoever came when the line was closed was told so, and waits for it to open; a peer may still
// take them. Whoever came before that is still looked after.
bool Turn::may_be_offered(const Conversation& conversation) {
  return conversation.returned || standing().state != Standing::State::closed ||
         conversation.waiting_since < standing().since;
}

void Turn::match() {
  if (line_.mode == LineMode::pull) return;
  const auto queue = all([](const Conversation& conversation) {
    return conversation.state == ConversationState::waiting;
  });
  for (Conversation* conversation : queue) {
    if (!may_be_offered(*conversation)) continue;
    if (const Peer* peer = best(*conversation, staff_, line_, now_)) {
      propose(*conversation, peer->staff.id);
    }
  }
}

void Turn::propose(Conversation& conversation, StaffId to) {
  switch (line_.mode) {
    case LineMode::offer:
      hold_for(conversation, to);
      record(EventKind::conversation_offered, conversation, std::nullopt, std::nullopt, to);
      return;
    case LineMode::auto_:
      give(conversation, to);
      record(EventKind::conversation_assigned, conversation, std::nullopt, std::nullopt, to);
      return;
    case LineMode::pull:
      return;
  }
}

std::optional<StaffId> holder(const Conversation& conversation) {
  return conversation.owner ? conversation.owner : conversation.offered_to;
}

void return_to_queue(Turn& turn, Conversation& conversation, std::optional<StaffId> actor) {
  const auto from = holder(conversation);
  if (conversation.owner) conversation.returned = true;
  turn.put_back(conversation);
  turn.record(EventKind::conversation_returned, conversation, actor, from, std::nullopt);
}

std::vector<Wish> with_wish(const Conversation& conversation, const Wish& wish) {
  std::vector<Wish> wishes = conversation.wishes;
  std::erase_if(wishes, [&](const Wish& other) {
    const bool one_only = wish.kind == WishKind::language;
    return other.kind == wish.kind &&
           (one_only || (other.value == wish.value && other.not_ == wish.not_));
  });
  wishes.push_back(wish);
  return wishes;
}

void note_wishes(Turn& turn, Conversation& conversation, std::vector<Wish> wishes,
                 std::optional<StaffId> actor) {
  if (conversation.wishes == wishes) return;
  conversation.wishes = std::move(wishes);
  for (const Wish& wish : conversation.wishes) {
    if (wish.kind == WishKind::language) conversation.language = wish.value;
  }
  const auto from = conversation.offered_to;
  const Peer* asked = from ? turn.find(*from) : nullptr;
  if (asked != nullptr && !suits(conversation, *asked)) turn.put_back(conversation);
  turn.record(EventKind::wishes_changed, conversation, actor, from, conversation.offered_to);
}

void wake(Turn& turn, Conversation& conversation) {
  const auto owner = conversation.owner;
  if (!turn.is_on(owner)) return return_to_queue(turn, conversation, std::nullopt);
  turn.give(conversation, *owner);
  turn.record(EventKind::conversation_woke, conversation, std::nullopt, std::nullopt, owner);
}

void relieve(Turn& turn, const Peer& peer, std::optional<StaffId> actor) {
  const StaffId who = peer.staff.id;
  const bool off = peer.presence == Presence::off;
  const auto too_much = turn.all([&](const Conversation& conversation) {
    return conversation.offered_to == who ||
           (conversation.owner == who && (off || conversation.waiting_since));
  });
  for (Conversation* conversation : too_much) return_to_queue(turn, *conversation, actor);
}

}  // namespace warmline::routing
