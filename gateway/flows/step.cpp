#include "gateway/flows/step.hpp"

#include "gateway/flows/apply_actions.hpp"
#include "gateway/flows/former_lines.hpp"
#include "gateway/flows/load_snapshot.hpp"
#include "gateway/flows/match_queue.hpp"
#include "gateway/flows/paging.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/flags.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::flows {
namespace {

using routing::Conversation;
using routing::StaffId;
using store::Writing;

bool concerns_flags(const routing::Event& event) {
  return std::holds_alternative<routing::happened::Flagged>(event) ||
         std::holds_alternative<routing::happened::Unflagged>(event) ||
         std::holds_alternative<routing::happened::OptedOut>(event);
}

// Whose act it is; nobody's where the texter, or time, made it happen.
std::optional<StaffId> actor_of(const routing::Event& event) {
  return std::visit(
      [](const auto& happened) -> std::optional<StaffId> {
        if constexpr (requires { happened.by; }) return happened.by;
        return std::nullopt;
      },
      event);
}

bool is_queued(const Conversation& conversation) {
  return conversation.state == routing::ConversationState::waiting ||
         conversation.state == routing::ConversationState::offered;
}

}  // namespace

routing::Result<Conversation> take_step(Writing& store, const Lines& lines,
                                        routing::ConversationId id, const routing::Event& event) {
  const auto conversation = store::conversations::find(store, id);
  if (!conversation)
    return routing::problem(routing::ProblemCode::not_found, "no such conversation");
  const bool is_former = lines.find(conversation->line) == nullptr;
  if (is_former && !std::holds_alternative<routing::happened::Closed>(event)) {
    return routing::problem(routing::ProblemCode::not_found,
                            "the conversation's line is no longer configured: it can only be "
                            "closed");
  }
  const bool needs_their_key = std::holds_alternative<routing::happened::Reopened>(event) ||
                               std::holds_alternative<routing::happened::Blocked>(event);
  if (needs_their_key && store::forgetting::is_forgotten(store, conversation->texter)) {
    return routing::problem(routing::ProblemCode::forgotten, "the texter was forgotten");
  }
  const auto thread = store::texters::thread(store, conversation->thread);
  routing::Snapshot snapshot{.line = present_or_former(store, lines, conversation->line),
                             .conversation = conversation,
                             .opted_out = thread && thread->opted_out,
                             .blocked = thread && thread->blocked};
  if (concerns_flags(event)) snapshot.flags = store::flags::standing(store, *conversation);
  // An old conversation can't be reopened beside the thread's live one.
  const auto latest = store::conversations::latest(store, conversation->thread);
  if (routing::is_live(*latest)) see_too(snapshot, {*latest});
  if (const auto* reopened = std::get_if<routing::happened::Reopened>(&event)) {
    snapshot.others_since = latest->id != id && latest->last_owner != reopened->by;
  }
  see_staff(store, snapshot, event);
  const auto actions = routing::decide(snapshot, event, store.now);
  if (!actions) return std::unexpected(actions.error());
  apply(store, snapshot.line, thread, *actions);
  match_queues(store, lines);
  if (const auto by = actor_of(event); by && is_queued(*conversation)) {
    see_to_queue(store, snapshot.line, *by);
  }
  return *store::conversations::find(store, id);
}

}  // namespace warmline::flows
