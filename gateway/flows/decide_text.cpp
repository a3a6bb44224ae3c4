#include "gateway/flows/decide_text.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/flows/standing.hpp"
#include "gateway/flows/step.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::flows {
namespace {

using routing::StaffId;
using routing::TextId;
using routing::TextStatus;
using store::Writing;

// The text, where there is something to decide about it.
Result<store::Text> undecided(Writing& store, TextId id) {
  auto text = store::texts::find(store, id);
  if (!text || !text->conversation || text->direction != routing::Direction::out) {
    return routing::problem(ProblemCode::not_found, "no text to a texter");
  }
  const bool is_open = text->status == TextStatus::failed || text->status == TextStatus::unknown;
  if (!is_open || text->erased || !text->author) {
    return routing::problem(ProblemCode::text_settled, "nothing is to be decided about it");
  }
  return std::move(*text);
}

void decide(Writing& store, const store::Text& text, const routing::Conversation& conversation,
            StaffId by, const std::optional<TextId>& again) {
  store::decisions::keep(store, text.id, by, again);
  auto data = standing_of(conversation);
  data["text"] = text.id.text();
  data["decision"] = again ? "again" : "left";
  store::events::append(store, {.kind = routing::EventKind::text_decided,
                                .line = conversation.line,
                                .conversation = conversation.id,
                                .actor = by,
                                .data = data.dump()});
}

Result<Written> again(Writing& store, const Lines& lines, TextId id, StaffId by, bool insist) {
  const auto text = undecided(store, id);
  if (!text) return std::unexpected(text.error());
  if (text->decision && text->decision->again) {
    return Written{*store::texts::find(store, *text->decision->again), true};
  }
  if (text->status == TextStatus::unknown && !insist) {
    return routing::problem(ProblemCode::may_have_arrived, "nobody knows whether it left");
  }
  const auto stepped = take_step(store, lines, *text->conversation, routing::happened::Replied{by});
  if (!stepped) return std::unexpected(stepped.error());
  const auto fresh = put_into_outbox(store, *stepped, by, text->body, {});
  decide(store, *text, *stepped, by, fresh);
  return Written{*store::texts::find(store, fresh), false};
}

bool may_leave(Writing& store, const routing::Conversation& conversation, StaffId by) {
  const auto who = store::staff::find(store, by);
  const bool is_closed = conversation.state == routing::ConversationState::closed;
  return conversation.owner == by || (is_closed && conversation.last_owner == by) ||
         (who && routing::at_least(who->staff.role, routing::Role::coordinator));
}

Result<store::Text> leave(Writing& store, TextId id, StaffId by) {
  const auto text = undecided(store, id);
  if (!text) return std::unexpected(text.error());
  const auto conversation = *store::conversations::find(store, *text->conversation);
  if (!may_leave(store, conversation, by)) {
    return routing::problem(ProblemCode::not_owner, "it is not theirs",
                            conversation.owner ? conversation.owner->text() : "");
  }
  if (!text->decision) decide(store, *text, conversation, by, {});
  return *store::texts::find(store, id);
}

}  // namespace

awaitable<Result<Written>> send_again(StoreThread& store, const Lines& lines, TextId text,
                                      StaffId by, bool insist) {
  std::move_only_function<Result<Written>(Writing&)> job = [&lines, text, by,
                                                            insist](Writing& writing) {
    return again(writing, lines, text, by, insist);
  };
  co_return co_await store.write<Written>(std::move(job));
}

awaitable<Result<store::Text>> leave_text(StoreThread& store, TextId text, StaffId by) {
  std::move_only_function<Result<store::Text>(Writing&)> job = [text, by](Writing& writing) {
    return leave(writing, text, by);
  };
  co_return co_await store.write<store::Text>(std::move(job));
}

}  // namespace warmline::flows
