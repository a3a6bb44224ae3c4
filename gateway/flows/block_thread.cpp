#include "gateway/flows/block_thread.hpp"

#include <functional>
#include <utility>

#include "gateway/flows/step.hpp"

namespace warmline::flows {
namespace {

using routing::Conversation;
using routing::ConversationId;
using routing::StaffId;

Changed step(StoreThread& store, const Lines& lines, ConversationId id, routing::Event event) {
  std::move_only_function<Result<Conversation>(store::Writing&)> job =
      [&lines, id, event = std::move(event)](store::Writing& writing) {
        return take_step(writing, lines, id, event);
      };
  co_return co_await store.write<Conversation>(std::move(job));
}

}  // namespace

Changed block_thread(StoreThread& store, const Lines& lines, ConversationId id, StaffId by,
                     routing::Instant until, routing::Body reason) {
  return step(store, lines, id, routing::happened::Blocked{by, until, std::move(reason)});
}

Changed unblock_thread(StoreThread& store, const Lines& lines, ConversationId id, StaffId by) {
  return step(store, lines, id, routing::happened::Unblocked{by});
}

}  // namespace warmline::flows
