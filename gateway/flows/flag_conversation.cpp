#include "gateway/flows/flag_conversation.hpp"

#include <functional>
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

// What happens, with the note that explains it.
using EventWith = std::function<routing::Event(std::optional<routing::TextId> note)>;

// One step in one store job. A problem takes the note back with everything else.
Changed step_with_note(StoreThread& store, const Lines& lines, ConversationId id, StaffId by,
                       routing::Body note, EventWith event) {
  std::move_only_function<Result<Conversation>(store::Writing&)> job =
      [&lines, id, by, note = std::move(note),
       event = std::move(event)](store::Writing& writing) -> Result<Conversation> {
    const auto before = store::conversations::find(writing, id);
    // A closed one is turned down, and its texter may have been forgotten: nothing is written.
    const bool may_write = before && routing::is_live(*before);
    const auto written =
        may_write ? std::optional(write_note(writing, *before, by, note)) : std::nullopt;
    return take_step(writing, lines, id, event(written));
  };
  co_return co_await store.write<Conversation>(std::move(job));
}

}  // namespace

Changed raise_flag(StoreThread& store, const Lines& lines, ConversationId id, StaffId by,
                   routing::Body note) {
  return step_with_note(
      store, lines, id, by, std::move(note),
      [by](std::optional<routing::TextId> written) { return happened::Flagged{by, written}; });
}

Changed clear_flags(StoreThread& store, const Lines& lines, ConversationId id, StaffId by,
                    std::optional<routing::FlagId> which, routing::Body note) {
  return step_with_note(store, lines, id, by, std::move(note),
                        [by, which](std::optional<routing::TextId> written) {
                          return happened::Unflagged{by, which, written};
                        });
}

Changed opt_out_texter(StoreThread& store, const Lines& lines, ConversationId id, StaffId by) {
  std::move_only_function<Result<Conversation>(store::Writing&)> job =
      [&lines, id, by](store::Writing& writing) {
        return take_step(writing, lines, id, happened::OptedOut{by});
      };
  co_return co_await store.write<Conversation>(std::move(job));
}

}  // namespace warmline::flows
