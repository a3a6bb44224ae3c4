#include "gateway/flows/write_note.hpp"

#include "gateway/flows/apply_actions.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {

routing::TextId write_note(store::Writing& store, const routing::Conversation& conversation,
                           routing::StaffId by, const routing::Body& body,
                           const std::optional<std::string>& client_id) {
  const auto thread = store::texters::thread(store, conversation.thread);
  store::Text note;
  note.conversation = conversation.id;
  note.kind = routing::TextKind::note;
  note.author = by;
  note.body = body;
  note.client_id = client_id;
  note.language = conversation.language;
  const auto id = store::texts::add(store, *thread, note);
  record(store, routing::EventKind::note_added, *thread, conversation, id, by);
  return id;
}

}  // namespace warmline::flows
