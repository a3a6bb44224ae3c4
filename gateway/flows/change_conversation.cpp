#include "gateway/flows/change_conversation.hpp"

#include <utility>

#include "gateway/flows/step.hpp"
#include "gateway/flows/write_note.hpp"
#include "gateway/store/conversations.hpp"

namespace warmline::flows {
namespace {

using routing::Conversation;
using routing::ConversationId;
using routing::StaffId;
namespace happened = routing::happened;

// One step in one store job; the note, if there is one, stands before what it explains.
Changed change(StoreThread& store, const Lines& lines, ConversationId id, StaffId by,
               routing::Event event, std::optional<routing::Body> note = {}) {
  std::move_only_function<Result<Conversation>(store::Writing&)> job =
      [&lines, id, by, event = std::move(event),
       note = std::move(note)](store::Writing& writing) -> Result<Conversation> {
    const auto before = store::conversations::find(writing, id);
    if (note && before) write_note(writing, *before, by, *note);
    return take_step(writing, lines, id, event);
  };
  co_return co_await store.write<Conversation>(std::move(job));
}

}  // namespace

Changed accept_offer(StoreThread& store, const Lines& lines, ConversationId id, StaffId by) {
  return change(store, lines, id, by, happened::Accepted{by});
}

Changed pass_offer(StoreThread& store, const Lines& lines, ConversationId id, StaffId by) {
  return change(store, lines, id, by, happened::Passed{by});
}

Changed claim_conversation(StoreThread& store, const Lines& lines, ConversationId id, StaffId by) {
  return change(store, lines, id, by, happened::Claimed{by});
}

Changed hand_off_conversation(StoreThread& store, const Lines& lines, ConversationId id, StaffId by,
                              std::optional<StaffId> to, std::optional<routing::Body> note) {
  return change(store, lines, id, by, happened::HandedOff{by, to}, std::move(note));
}

Changed assign_conversation(StoreThread& store, const Lines& lines, ConversationId id, StaffId by,
                            StaffId to, std::optional<routing::Body> note, bool insist) {
  return change(store, lines, id, by, happened::Assigned{by, to, insist}, std::move(note));
}

Changed rest_conversation(StoreThread& store, const Lines& lines, ConversationId id, StaffId by,
                          routing::Instant until) {
  return change(store, lines, id, by, happened::Rested{by, until});
}

Changed close_conversation(StoreThread& store, const Lines& lines, ConversationId id, StaffId by) {
  return change(store, lines, id, by, happened::Closed{by});
}

Changed close_asking_back(StoreThread& store, const Lines& lines, ConversationId id, StaffId by) {
  return change(store, lines, id, by, happened::Closed{by, /*asked_back=*/true});
}

Changed reopen_conversation(StoreThread& store, const Lines& lines, ConversationId id, StaffId by) {
  return change(store, lines, id, by, happened::Reopened{by});
}

awaitable<Result<void>> mark_read(StoreThread& store, ConversationId id, StaffId by) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [id, by](store::Writing& writing) -> Result<void> {
    if (!store::conversations::find(writing, id)) {
      return routing::problem(ProblemCode::not_found, "no such conversation");
    }
    store::conversations::mark_read(writing, id, by);
    return {};
  };
  co_return co_await store.write<void>(std::move(job));
}

}  // namespace warmline::flows
