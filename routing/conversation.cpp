#include "routing/conversation.hpp"

#include <array>

#include "routing/named.hpp"

namespace warmline::routing {

std::string_view to_string(ConversationState state) {
  switch (state) {
    case ConversationState::waiting:
      return "waiting";
    case ConversationState::offered:
      return "offered";
    case ConversationState::open:
      return "open";
    case ConversationState::resting:
      return "resting";
    case ConversationState::closed:
      return "closed";
  }
  return {};
}

std::optional<ConversationState> parse_conversation_state(std::string_view text) {
  using enum ConversationState;
  return named(text, std::array{waiting, offered, open, resting, closed});
}

bool is_live(const Conversation& conversation) {
  return conversation.state != ConversationState::closed;
}

void let_go(Conversation& conversation) {
  if (conversation.owner) conversation.last_owner = conversation.owner;
  conversation.owner.reset();
  conversation.offered_to.reset();
  conversation.offer_expires_at.reset();
  conversation.rest_until.reset();
  conversation.silence_due_at.reset();
  conversation.nudged = false;
  conversation.closed_at.reset();
}

}  // namespace warmline::routing
