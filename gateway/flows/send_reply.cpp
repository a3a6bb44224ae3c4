#include "gateway/flows/send_reply.hpp"

#include <utility>

#include "gateway/flows/apply_actions.hpp"
#include "gateway/flows/step.hpp"
#include "gateway/flows/write_note.hpp"
#include "gateway/store/drafts.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/texters.hpp"
#include "routing/segment.hpp"

namespace warmline::flows {
namespace {

using routing::ConversationId;
using routing::StaffId;

// What this author has sent here under this id before; empty for nothing. What was sent elsewhere,
// or as something else, must not pass for it.
Result<std::optional<Written>> sent_before(store::Writing& store, ConversationId conversation,
                                           StaffId by, routing::TextKind kind,
                                           const std::optional<std::string>& client_id) {
  const auto id = client_id ? store::texts::by_client_id(store, by, *client_id) : std::nullopt;
  if (!id) return std::nullopt;
  auto before = *store::texts::find(store, *id);
  if (before.conversation != conversation || before.kind != kind) {
    return routing::problem(ProblemCode::malformed, "client_id is another text's");
  }
  return Written{std::move(before), true};
}

Result<Written> keep_reply(store::Writing& store, const Lines& lines, ConversationId conversation,
                           const routing::happened::Replied& reply, const routing::Body& body,
                           const std::string& client_id) {
  auto before = sent_before(store, conversation, reply.by, routing::TextKind::text, client_id);
  if (!before) return std::unexpected(std::move(before.error()));
  if (*before) return std::move(**before);
  auto stepped = take_step(store, lines, conversation, reply);
  if (!stepped) return std::unexpected(std::move(stepped.error()));
  store::drafts::take_sent(store, conversation, reply.by, routing::TextKind::text, body);
  const auto id = put_into_outbox(store, *stepped, reply.by, body, client_id);
  return Written{*store::texts::find(store, id), false};
}

Result<Written> keep_note(store::Writing& store, const Lines& lines, ConversationId conversation,
                          StaffId by, const routing::Body& body,
                          const std::optional<std::string>& client_id) {
  auto before = sent_before(store, conversation, by, routing::TextKind::note, client_id);
  if (!before) return std::unexpected(std::move(before.error()));
  if (*before) return std::move(**before);
  const auto stepped = take_step(store, lines, conversation, routing::happened::Noted{by});
  if (!stepped) return std::unexpected(stepped.error());
  store::drafts::take_sent(store, conversation, by, routing::TextKind::note, body);
  const auto id = write_note(store, *stepped, by, body, client_id);
  return Written{*store::texts::find(store, id), false};
}

}  // namespace

routing::TextId put_into_outbox(store::Writing& store, const routing::Conversation& conversation,
                                StaffId by, const routing::Body& body,
                                const std::optional<std::string>& client_id) {
  const auto thread = store::texters::thread(store, conversation.thread);
  store::Text text;
  text.conversation = conversation.id;
  text.direction = routing::Direction::out;
  text.author = by;
  text.body = body;
  text.language = conversation.language;
  text.status = routing::TextStatus::queued;
  text.client_id = client_id;
  text.segments = static_cast<int>(routing::segments(body.words()).count);
  const auto id = store::texts::add(store, *thread, text);
  store::outbox::add(store, id, thread->id);
  record(store, routing::EventKind::text_queued, *thread, conversation, id, by, text.status);
  return id;
}

awaitable<Result<Written>> send_reply(StoreThread& store, const Lines& lines,
                                      ConversationId conversation, routing::happened::Replied reply,
                                      routing::Body body, std::string client_id) {
  std::move_only_function<Result<Written>(store::Writing&)> job =
      [&lines, conversation, reply, body = std::move(body),
       client_id = std::move(client_id)](store::Writing& writing) {
        return keep_reply(writing, lines, conversation, reply, body, client_id);
      };
  co_return co_await store.write<Written>(std::move(job));
}

awaitable<Result<Written>> add_note(StoreThread& store, const Lines& lines,
                                    ConversationId conversation, StaffId by, routing::Body body,
                                    std::optional<std::string> client_id) {
  std::move_only_function<Result<Written>(store::Writing&)> job =
      [&lines, conversation, by, body = std::move(body),
       client_id = std::move(client_id)](store::Writing& writing) {
        return keep_note(writing, lines, conversation, by, body, client_id);
      };
  co_return co_await store.write<Written>(std::move(job));
}

}  // namespace warmline::flows
