#include "gateway/flows/change_conversation.hpp"

#include <utility>

#include "gateway/flows/step.hpp"
#include "gateway/flows/write_note.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::flows {
namespace {

using routing::Conversation;
using routing::ConversationId;
using routing::StaffId;
namespace happened = routing::happened;

// The note stands before what it explains. Nothing is written where the step is turned down anyway:
// the texter of a closed conversation may have been forgotten.
void write_before(store::Writing& store, const std::optional<Conversation>& before, StaffId by,
                  const std::optional<routing::Body>& note) {
  if (note && before && routing::is_live(*before)) write_note(store, *before, by, *note);
}

// One step in one store job.
Changed change(StoreThread& store, const Lines& lines, ConversationId id, StaffId by,
               routing::Event event, std::optional<routing::Body> note = {}) {
  std::move_only_function<Result<Conversation>(store::Writing&)> job =
      [&lines, id, by, event = std::move(event),
       note = std::move(note)](store::Writing& writing) -> Result<Conversation> {
    const auto before = store::conversations::find(writing, id);
    write_before(writing, before, by, note);
    return take_step(writing, lines, id, event);
  };
  co_return co_await store.write<Conversation>(std::move(job));
}

// Whether it became somebody's between the coordinator's look and their decision.
bool is_elsewhere(const Conversation& conversation, const Assignment& wanted) {
  const auto& owner = conversation.owner;
  return wanted.from && owner && owner != *wanted.from && owner != wanted.to;
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
                            Assignment wanted) {
  std::move_only_function<Result<Conversation>(store::Writing&)> job =
      [&lines, id, by,
       wanted = std::move(wanted)](store::Writing& writing) -> Result<Conversation> {
    const auto before = store::conversations::find(writing, id);
    if (before && is_elsewhere(*before, wanted)) {
      return routing::problem(ProblemCode::already_claimed, "somebody else has it by now",
                              before->owner->text());
    }
    write_before(writing, before, by, wanted.note);
    return take_step(writing, lines, id, happened::Assigned{by, wanted.to, wanted.insist});
  };
  co_return co_await store.write<Conversation>(std::move(job));
}

Changed return_conversation(StoreThread& store, const Lines& lines, ConversationId id, StaffId by) {
  return change(store, lines, id, by, happened::Returned{by});
}

awaitable<Result<int>> return_all_of(StoreThread& store, const Lines& lines, StaffId who,
                                     StaffId by) {
  std::move_only_function<Result<int>(store::Writing&)> job =
      [&lines, who, by](store::Writing& writing) -> Result<int> {
    if (!store::staff::find(writing, who)) {
      return routing::problem(ProblemCode::not_found, "no such member of staff");
    }
    const auto coordinator = store::staff::find(writing, by);
    int returned = 0;
    for (const auto& line : lines.all()) {
      if (!routing::works(coordinator->staff, line.id)) continue;
      for (const auto& held : store::conversations::held(writing, line.id, who)) {
        const auto done = take_step(writing, lines, held.id, happened::Returned{by});
        if (!done) return std::unexpected(done.error());
        ++returned;
      }
    }
    return returned;
  };
  co_return co_await store.write<int>(std::move(job));
}

Changed note_wishes(StoreThread& store, const Lines& lines, ConversationId id, StaffId by,
                    std::vector<routing::Wish> wishes) {
  std::move_only_function<Result<Conversation>(store::Writing&)> job =
      [&lines, id, by,
       wishes = std::move(wishes)](store::Writing& writing) -> Result<Conversation> {
    for (const auto& wish : wishes) {
      if (wish.not_ && !store::staff::find(writing, *wish.not_))
        return routing::problem(ProblemCode::not_found, "no such member of staff");
    }
    return take_step(writing, lines, id, happened::Wished{by, wishes});
  };
  co_return co_await store.write<Conversation>(std::move(job));
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
