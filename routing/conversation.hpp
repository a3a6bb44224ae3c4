// One span of support within a thread, from the first text to its close.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/wish.hpp"

namespace warmline::routing {

// waiting (in the queue) -> offered (held for one peer) -> open (owned) -> closed; open <->
// resting. Any state but closed can return to waiting.
enum class ConversationState { waiting, offered, open, resting, closed };
std::string_view to_string(ConversationState state);
std::optional<ConversationState> parse_conversation_state(std::string_view text);

// Who passed on an offer, or let it lapse, and when.
struct Pass {
  StaffId staff;
  Instant at{};
  bool operator==(const Pass&) const = default;
};

struct Conversation {
  ConversationId id;
  ThreadId thread;
  LineId line;
  TexterId texter;
  ConversationState state = ConversationState::waiting;
  std::optional<StaffId> owner;             // exactly when open or resting
  std::optional<StaffId> offered_to;        // exactly when offered
  std::optional<Instant> offer_expires_at;  // exactly when offered
  std::optional<Instant> rest_until;        // exactly when resting
  bool urgent = false;
  bool returned = false;  // somebody already began to answer: ahead of newcomers in the queue
  // Since when the texter has been waiting for a person's answer: the first text that no peer has
  // answered, or, with nothing unanswered, the moment it went back to the queue. Empty while
  // nothing waits.
  std::optional<Instant> waiting_since;
  // While open, and while resting over a text that is not answered: when the silence calls for
  // something next (product.md, "Silence"). Empty once the owner was asked whether to close it.
  std::optional<Instant> silence_due_at;
  bool nudged = false;  // the owner was reminded that the texter waits
  std::optional<StaffId> last_owner;
  std::string language;  // BCP 47
  std::vector<Wish> wishes;
  std::vector<Pass> passes;  // since it was last owned
  bool welcomed = false;
  Instant opened_at{};
  std::optional<Instant> closed_at;
};

bool is_live(const Conversation& conversation);  // any state but closed

// Takes it from whoever has it, or is offered it, with every wait that was theirs. Its state is the
// caller's to set.
void let_go(Conversation& conversation);

}  // namespace warmline::routing
