#include "gateway/flows/keep_draft.hpp"

#include <utility>

#include "gateway/store/conversations.hpp"
#include "gateway/store/forgetting.hpp"

namespace warmline::flows {
namespace {

using routing::ConversationId;
using routing::StaffId;
using routing::TextKind;
namespace drafts = store::drafts;

Result<DraftKept> keep(store::Writing& store, ConversationId id, StaffId by, TextKind kind,
                       const routing::Body& body, std::optional<std::int64_t> version) {
  const auto conversation = store::conversations::find(store, id);
  if (!conversation) return routing::problem(ProblemCode::not_found, "no such conversation");
  auto kept = drafts::find(store, id, by, kind);
  if (kept && (kept->body == body || kept->version != version)) {
    const bool is_other = kept->body != body;
    return DraftKept{std::move(kept), is_other};
  }
  if (body.empty()) {
    drafts::remove(store, id, by, kind);
    return DraftKept{};
  }
  if (store::forgetting::is_forgotten(store, conversation->texter)) {
    return routing::problem(ProblemCode::forgotten, "the texter was forgotten");
  }
  if (store::conversations::is_erased(store, id)) {
    return routing::problem(ProblemCode::conversation_closed, "its words are gone");
  }
  return DraftKept{drafts::keep(store, *conversation, by, kind, body)};
}

}  // namespace

awaitable<Result<DraftKept>> keep_draft(StoreThread& store, ConversationId conversation, StaffId by,
                                        TextKind kind, routing::Body body,
                                        std::optional<std::int64_t> version) {
  std::move_only_function<Result<DraftKept>(store::Writing&)> job =
      [conversation, by, kind, body = std::move(body), version](store::Writing& writing) {
        return keep(writing, conversation, by, kind, body, version);
      };
  co_return co_await store.write<DraftKept>(std::move(job));
}

}  // namespace warmline::flows
